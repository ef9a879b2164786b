'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { createRefresher } from '../../live/refresher.ts';
import { useHello, useRunChange, useTopicChange } from '../../live/use-live.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { WorkersStatus } from './describe-status.ts';

const REFRESH_INTERVAL_MS = 2_000;

/**
 * useWorkers returns who could take the runs that wait, and keeps up with it; undefined while nobody asks. Any run that
 * changes may be one that waits no longer, so that others move up.
 */
export function useWorkers(enabled: boolean): WorkersStatus | undefined {
  const trpc = useTRPC();
  const { data, refetch } = useQuery({ ...trpc.workers.status.queryOptions(), enabled });
  const read = useEffectEvent(async () => {
    if (enabled) await refetch({ cancelRefetch: false });
  });
  const [refresher] = useState(() =>
    createRefresher({ refresh: () => read(), intervalMs: REFRESH_INTERVAL_MS }),
  );
  useEffect(() => refresher.stop, [refresher]);
  useEffect(() => {
    if (enabled) refresher.request();
  }, [enabled, refresher]);
  useTopicChange('workers', refresher.request);
  useRunChange(null, refresher.request);
  useHello(refresher.request);
  return data;
}
