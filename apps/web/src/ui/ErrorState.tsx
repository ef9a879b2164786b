'use client';

import { Button } from '@mantine/core';
import { TRPCClientError } from '@trpc/client';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import classes from './states.module.css';

/** ErrorState stands where something could not be loaded: what happened, and what to do. */
export function ErrorState({ message, onRetry }: { message: string; onRetry: () => void }): ReactNode {
  return (
    <section className={classes.state} role="alert">
      <h2 className={classes.title}>{t('error.title')}</h2>
      <p className={classes.text}>{message}</p>
      <Button variant="default" onClick={onRetry}>
        {t('error.retry')}
      </Button>
    </section>
  );
}

/** StaleNotice says that what is shown is no longer being refreshed. */
export function StaleNotice({ message }: { message: string }): ReactNode {
  return (
    <p className={classes.stale} role="status">
      {t('error.stale', { message })}
    </p>
  );
}

/** messageOfError returns what to tell a person: the server's sentence, or that no server answers. */
export function messageOfError(error: unknown): string {
  return error instanceof TRPCClientError && error.data ? error.message : t('error.network');
}

/** latenCodeOf returns the code of an error of Laten's that the server sent, or null. */
export function latenCodeOf(error: unknown): string | null {
  return error instanceof TRPCClientError ? (error.data?.latenCode ?? null) : null;
}
