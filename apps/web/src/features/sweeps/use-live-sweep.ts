'use client';

import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TRPCClientErrorLike } from '@trpc/client';
import { useEffect, useMemo } from 'react';
import { keepEqual } from '../../live/keep-equal.ts';
import { createRefresher } from '../../live/refresher.ts';
import { useLiveEvents } from '../../live/use-live.ts';
import type { AppRouter } from '../../server/root.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { SweepDetail } from './sweep-types.ts';

const REFRESH_INTERVAL_MS = 500;
/** Steps and the time left change without an event, and so does a trial whose process was lost. */
const POLL_INTERVAL_MS = 5_000;

/** useLiveSweep returns a sweep by its id or the unique start of it, and keeps up with it, its best values and its failures. */
export function useLiveSweep(id: string): UseQueryResult<SweepDetail, TRPCClientErrorLike<AppRouter>> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery({
    ...trpc.sweeps.get.queryOptions({ id }),
    structuralSharing: keepEqual,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_INTERVAL_MS : false),
  });
  const { refetch } = query;
  const refresher = useMemo(() => {
    const refresh = async () => {
      await Promise.all([
        refetch(),
        queryClient.invalidateQueries({ queryKey: trpc.sweeps.best.queryKey({ id }) }),
        queryClient.invalidateQueries({ queryKey: trpc.sweeps.failures.queryKey({ id }) }),
      ]);
    };
    return createRefresher({ refresh, intervalMs: REFRESH_INTERVAL_MS });
  }, [refetch, queryClient, trpc, id]);
  useEffect(() => () => refresher.stop(), [refresher]);
  useLiveEvents((event) => {
    const isOfSweep = event.type === 'sweep' && event.sweepId.startsWith(id.toLowerCase());
    if (isOfSweep || event.type === 'hello') refresher.request();
  });
  return query;
}

function isUnderWay(sweep: SweepDetail | undefined): boolean {
  return sweep !== undefined && sweep.counts.RUNNING + sweep.counts.QUEUED > 0;
}
