'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { TRPCClientErrorLike } from '@trpc/client';
import { useEffect, useMemo } from 'react';
import type { AppRouter } from '../server/root.ts';
import { type RouterOutputs, useTRPC } from '../trpc/client.tsx';
import { keepEqual } from './keep-equal.ts';
import { createRefresher } from './refresher.ts';
import { useLiveEvents } from './use-live.ts';

type RunDetail = RouterOutputs['runs']['get'];

const REFRESH_INTERVAL_MS = 500;
/** Asked without an event while a run is under way: a crash that nobody wrote down is seen only by asking. */
const POLL_INTERVAL_MS = 10_000;

/** useLiveRun returns a run by its id or the unique start of it, and keeps up with it. */
export function useLiveRun(id: string): UseQueryResult<RunDetail, TRPCClientErrorLike<AppRouter>> {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.runs.get.queryOptions({ id }),
    structuralSharing: keepEqual,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_INTERVAL_MS : false),
  });
  const { refetch } = query;
  const refresher = useMemo(
    () => createRefresher({ refresh: () => refetch(), intervalMs: REFRESH_INTERVAL_MS }),
    [refetch],
  );
  useEffect(() => {
    // What changed between the server's reading and now was told to no one here: the line was open before this page was.
    refresher.request();
    return () => refresher.stop();
  }, [refresher]);
  useLiveEvents((event) => {
    const isOfRun = event.type === 'run' && event.runId.startsWith(id.toLowerCase());
    if (isOfRun || event.type === 'hello') refresher.request();
  });
  return query;
}

function isUnderWay(run: RunDetail | undefined): boolean {
  return run?.status === 'RUNNING' || run?.status === 'QUEUED';
}
