'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useHello, useTopicChange } from '../../live/use-live.ts';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { InlineCode } from '../../ui/InlineCode.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { prepareStopped, type StoppedProcess } from './prepare-stopped.ts';
import classes from './workers.module.css';

/** StoppedWorkers says which workers have stopped taking runs and why, and lets a person ask them to go on. */
export function StoppedWorkers(): ReactNode {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(trpc.workers.status.queryOptions());
  const read = () => void refetch({ cancelRefetch: false });
  useTopicChange('workers', read);
  useHello(read);
  const stopped = prepareStopped(data?.workers ?? []);
  if (stopped.length === 0) return null;
  return (
    <ul className={classes.stopped} aria-label={t('workers.stopped.label')}>
      {stopped.map((worker) => (
        <StoppedWorker key={worker.id} worker={worker} />
      ))}
    </ul>
  );
}

function StoppedWorker({ worker }: { worker: StoppedProcess }): ReactNode {
  const client = useTRPCClient();
  const [isAsking, setAsking] = useState(false);
  const { id, host, reason, resumeRequested } = worker;
  const ask = () => {
    setAsking(true);
    client.workers.resume
      .mutate({ id })
      .catch((error: unknown) => showToast({ message: messageOfError(error), tone: 'error' }))
      .finally(() => setAsking(false));
  };
  const isAsked = isAsking || resumeRequested;
  return (
    <li>
      <span>
        <strong>{t('workers.stopped', { host })}</strong> <InlineCode text={reason} />
      </span>
      <Button variant="default" size="compact-sm" disabled={isAsked} onClick={ask}>
        {isAsked ? t('workers.stopped.asked') : t('workers.stopped.again')}
      </Button>
    </li>
  );
}
