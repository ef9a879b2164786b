'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { createRefresher } from '../../live/refresher.ts';
import { useHello, useSweepChange } from '../../live/use-live.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { listedSweeps } from './patch-sweep-pages.ts';
import type { ListedSweep } from './sweep-types.ts';
import { sweepPagesOptions } from './sweeps-query.ts';

const REFRESH_INTERVAL_MS = 1_000;
/** The time left changes without an event. */
const POLL_INTERVAL_MS = 10_000;

/** SweepsList is the list as far as it has been read, the newest sweep first, kept up to date. */
export type SweepsList = {
  /** Undefined while the first page is on its way. */
  readonly sweeps: readonly ListedSweep[] | undefined;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  loadMore(): void;
  reload(): void;
};

/** useSweepsList reads the sweeps page by page. There are few: when one changes, the pages that have been read are read again. */
export function useSweepsList(): SweepsList {
  const client = useTRPCClient();
  const query = useInfiniteQuery({
    ...sweepPagesOptions((input) => client.sweeps.list.query(input)),
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (listedSweeps(state.data).some(isMoving) ? POLL_INTERVAL_MS : false),
  });
  const { refetch } = query;
  const refresher = useMemo(
    () =>
      createRefresher({ refresh: () => refetch({ cancelRefetch: false }), intervalMs: REFRESH_INTERVAL_MS }),
    [refetch],
  );
  useEffect(() => () => refresher.stop(), [refresher]);
  useSweepChange(refresher.request);
  useHello(refresher.request);
  return {
    sweeps: useMemo(() => query.data && listedSweeps(query.data), [query.data]),
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    reload: () => void refetch(),
  };
}

function isMoving({ counts }: ListedSweep): boolean {
  return counts.RUNNING > 0;
}
