'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import states from '../../ui/states.module.css';
import type { SweepDetail } from './sweep-types.ts';

/** DeletedSweep stands where a sweep was open that has been deleted elsewhere, and can bring it back while that is possible. */
export function DeletedSweep({
  sweep: { id, name },
  onRestored,
}: {
  sweep: Pick<SweepDetail, 'id' | 'name'>;
  onRestored: () => void;
}): ReactNode {
  const client = useTRPCClient();
  const [answer, setAnswer] = useState<string | null>(null);
  const bringBack = () =>
    client.sweeps.restore
      .mutate({ id })
      .then(onRestored, (error: unknown) => setAnswer(messageOfError(error)));
  return (
    <section className={states.state} role="alert">
      <h1 className={states.title}>{t('sweep.deleted.title')}</h1>
      <p className={states.text}>
        <strong>{name}</strong>
        <br />
        {answer ?? t('sweep.deleted.text')}
      </p>
      {answer === null ? (
        <Button variant="default" onClick={() => void bringBack()}>
          {t('run.deleted.undo')}
        </Button>
      ) : null}
      <Link href="/sweeps" className={states.back}>
        {t('sweep.back')}
      </Link>
    </section>
  );
}
