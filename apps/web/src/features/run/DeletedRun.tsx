'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import states from '../../ui/states.module.css';
import type { RunDetail } from './prepare-run.ts';

/** DeletedRun stands where a run was open that has been deleted elsewhere, and can bring it back while that is possible. */
export function DeletedRun({
  run: { id, name },
  onRestored,
}: {
  run: Pick<RunDetail, 'id' | 'name'>;
  onRestored: () => void;
}): ReactNode {
  const client = useTRPCClient();
  const [answer, setAnswer] = useState<string | null>(null);
  const bringBack = () =>
    client.runs.restoreMany.mutate({ ids: [id] }).then(
      ({ restored }) => (restored.includes(id) ? onRestored() : setAnswer(t('run.deleted.gone'))),
      (error: unknown) => setAnswer(messageOfError(error)),
    );
  return (
    <section className={states.state} role="alert">
      <h1 className={states.title}>{t('run.deleted.title')}</h1>
      <p className={states.text}>
        <strong>{name}</strong>
        <br />
        {answer ?? t('run.deleted.text')}
      </p>
      {answer === null ? (
        <Button variant="default" onClick={() => void bringBack()}>
          {t('run.deleted.undo')}
        </Button>
      ) : null}
      <Link href="/" className={states.back}>
        {t('notFound.back')}
      </Link>
    </section>
  );
}
