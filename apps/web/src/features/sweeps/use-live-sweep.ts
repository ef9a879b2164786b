'use client';

import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TRPCClientErrorLike } from '@trpc/client';
import { useEffect, useMemo, useRef } from 'react';
import { keepEqual } from '../../live/keep-equal.ts';
import { createRefresher, type Refresher } from '../../live/refresher.ts';
import { useLiveEvents } from '../../live/use-live.ts';
import type { AppRouter } from '../../server/root.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { findDueParts, isUnderWay, type SweepPart } from './best/find-due-parts.ts';
import type { SweepDetail } from './sweep-types.ts';

const REFRESH_INTERVAL_MS = 500;
/** Of the parts, which are long when there are very many trials. */
const PARTS_INTERVAL_MS = 5_000;
/** Steps and the time left change without an event, and so does a trial whose process was lost. */
const POLL_INTERVAL_MS = 5_000;

/** useLiveSweep returns a sweep by its id or the unique start of it, and keeps up with it, its best values and its failures. */
export function useLiveSweep(id: string): UseQueryResult<SweepDetail, TRPCClientErrorLike<AppRouter>> {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.sweeps.get.queryOptions({ id }),
    structuralSharing: keepEqual,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_INTERVAL_MS : false),
  });
  const { data, refetch } = query;
  const parts = useParts(id, data);
  const refresher = useMemo(
    () => createRefresher({ refresh: () => refetch(), intervalMs: REFRESH_INTERVAL_MS }),
    [refetch],
  );
  useEffect(() => {
    // As for a run: what changed since the server's reading was told to no one here.
    refresher.request();
    return () => refresher.stop();
  }, [refresher]);
  useLiveEvents((event) => {
    const isOfSweep = event.type === 'sweep' && event.sweepId.startsWith(id.toLowerCase());
    if (isOfSweep || event.type === 'hello') refresher.request();
    if (event.type === 'hello') for (const part of Object.values(parts)) part.refresher.request();
  });
  return query;
}

/** A part is refreshed within its interval, or at once. */
type Part = { readonly refresh: () => Promise<unknown>; readonly refresher: Refresher };

/** Refreshes what a change of the sweep has made old: never more often than the interval, but at once when the sweep ends. */
function useParts(id: string, sweep: SweepDetail | undefined): Readonly<Record<SweepPart, Part>> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const parts = useMemo(() => {
    const { best, failures, failureCount } = trpc.sweeps;
    const read = (queryKey: readonly unknown[]) => queryClient.invalidateQueries({ queryKey });
    return {
      best: createPart(() => read(best.queryKey({ id }))),
      failures: createPart(() =>
        Promise.all([read(failures.queryKey({ id })), read(failureCount.queryKey({ id }))]),
      ),
    };
  }, [queryClient, trpc, id]);
  useEffect(() => {
    const { best, failures } = parts;
    return () => {
      best.refresher.stop();
      failures.refresher.stop();
    };
  }, [parts]);
  const seen = useRef<SweepDetail>(undefined);
  useEffect(() => {
    const before = seen.current;
    seen.current = sweep;
    if (!before || !sweep || before.id !== sweep.id) return;
    const due = findDueParts(before, sweep);
    for (const name of due.parts) {
      const { refresh, refresher } = parts[name];
      if (!due.atOnce) refresher.request();
      else {
        refresher.stop();
        void refresh();
      }
    }
  }, [sweep, parts]);
  return parts;
}

function createPart(refresh: () => Promise<unknown>): Part {
  return { refresh, refresher: createRefresher({ refresh, intervalMs: PARTS_INTERVAL_MS }) };
}
