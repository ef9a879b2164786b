'use client';

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { useShortcuts } from '../../ui/use-shortcuts.ts';
import classes from './launch.module.css';

/** LaunchFooter says how long it will take and starts it; Ctrl+Enter does too, wherever the focus is. */
export function LaunchFooter({
  estimate,
  submitLabel,
  isSending,
  isBlocked,
  onSubmit,
  children,
}: {
  /** Null while it is being worked out. */
  estimate: string | null;
  submitLabel: string;
  isSending: boolean;
  isBlocked: boolean;
  onSubmit: () => void;
  children?: ReactNode;
}): ReactNode {
  useShortcuts({ 'mod+enter': onSubmit });
  return (
    <footer className={classes.footer}>
      <p className={classes.estimate} role="status">
        {isBlocked ? t('launch.issues') : (estimate ?? t('launch.estimate.loading'))}
      </p>
      <div className={classes.actions}>
        {children}
        <Button type="submit" loading={isSending} disabled={isBlocked} aria-keyshortcuts="Control+Enter">
          {submitLabel}
        </Button>
        <span className={classes.keys}>{t('launch.submit.keys')}</span>
      </div>
    </footer>
  );
}
