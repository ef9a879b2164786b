'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useHello, useTopicChange } from '../../live/use-live.ts';
import { t } from '../../messages/index.ts';
import { type RouterOutputs, useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { InlineCode } from '../../ui/InlineCode.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { nameWorker } from './name-worker.ts';
import classes from './workers.module.css';

type Worker = RouterOutputs['workers']['status']['workers'][number];

/** StoppedWorkers says which workers have stopped taking runs and why, and lets a person ask them to go on. */
export function StoppedWorkers(): ReactNode {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(trpc.workers.status.queryOptions());
  const read = () => void refetch({ cancelRefetch: false });
  useTopicChange('workers', read);
  useHello(read);
  const stopped = (data?.workers ?? []).filter(({ alive, state }) => alive && state === 'stopped');
  if (stopped.length === 0) return null;
  return (
    <ul className={classes.stopped} aria-label={t('workers.stopped.label')}>
      {stopped.map((worker) => (
        <StoppedWorker key={worker.id} worker={worker} />
      ))}
    </ul>
  );
}

function StoppedWorker({ worker }: { worker: Worker }): ReactNode {
  const client = useTRPCClient();
  const [isAsking, setAsking] = useState(false);
  const ask = () => {
    setAsking(true);
    client.workers.resume
      .mutate({ id: worker.id })
      .catch((error: unknown) => showToast({ message: messageOfError(error), tone: 'error' }))
      .finally(() => setAsking(false));
  };
  const isAsked = isAsking || worker.resumeRequested;
  const reason = worker.stoppedReason ?? '';
  return (
    <li>
      <span>
        <InlineCode text={t('workers.stopped', { worker: nameWorker(worker), reason })} />
      </span>
      <Button variant="default" size="compact-sm" disabled={isAsked} onClick={ask}>
        {isAsked ? t('workers.stopped.asked') : t('workers.stopped.again')}
      </Button>
    </li>
  );
}
