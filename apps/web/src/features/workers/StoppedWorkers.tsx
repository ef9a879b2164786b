'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { createRefresher } from '../../live/refresher.ts';
import { useHello, useTopicChange } from '../../live/use-live.ts';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { InlineCode } from '../../ui/InlineCode.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { prepareStopped, type StoppedProcess } from './prepare-stopped.ts';
import classes from './workers.module.css';

const REFRESH_INTERVAL_MS = 500;
/** So many at first: what they stand above needs the room. */
const FIRST_SHOWN = 2;

/** StoppedWorkers says which workers have stopped taking runs and why, and lets a person ask them to go on. */
export function StoppedWorkers(): ReactNode {
  const [showsAll, setShowsAll] = useState(false);
  const stopped = useStopped();
  if (stopped.length === 0) return null;
  const shown = showsAll ? stopped : stopped.slice(0, FIRST_SHOWN);
  const further = stopped.length - FIRST_SHOWN;
  return (
    <div className={classes.notices}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <ul className={classes.stopped} aria-label={t('workers.stopped.label')} tabIndex={0}>
        {shown.map((worker) => (
          <StoppedWorker key={worker.id} worker={worker} />
        ))}
      </ul>
      {further > 0 ? (
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? t('workers.stopped.fewer') : t('workers.stopped.more', { count: formatCount(further) })}
        </Button>
      ) : null}
    </div>
  );
}

/** A change during a read is read after it: the answer may be older than the change. */
function useStopped(): StoppedProcess[] {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(trpc.workers.status.queryOptions());
  const refresher = useMemo(
    () => createRefresher({ refresh: () => refetch(), intervalMs: REFRESH_INTERVAL_MS }),
    [refetch],
  );
  useEffect(() => () => refresher.stop(), [refresher]);
  useTopicChange('workers', refresher.request);
  useHello(refresher.request);
  return prepareStopped(data?.workers ?? []);
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
