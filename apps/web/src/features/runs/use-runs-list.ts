'use client';

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { createRefresher } from '../../live/refresher.ts';
import { useHello, useRunChange } from '../../live/use-live.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import {
  findNewcomers,
  insertNewestRuns,
  type ListedRun,
  listedRuns,
  placeInNewestFirst,
} from './patch-run-pages.ts';
import { isMoving } from './prepare-run-row.ts';
import { listInput, type RunsView, showsNewestFirst } from './runs-address.ts';
import { type RunPagesData, runPagesOptions } from './runs-query.ts';
import { useCachedRuns } from './use-cached-runs.ts';

const REFRESH_INTERVAL_MS = 500;
/** A sweep of thousands tells of its newest trials only: then the list is read anew. */
const MOST_PUT_ON_TOP = 50;
/** What no event tells, such as a crash that nobody wrote down, is seen by asking. */
const POLL_INTERVAL_MS = 10_000;

/** RunsList is the list of a view as far as it has been read, kept up to date. */
export type RunsList = {
  /** Undefined while the first page is on its way. */
  readonly runs: readonly ListedRun[] | undefined;
  readonly total: number;
  /** What is shown is still that of the view before. */
  readonly isStale: boolean;
  readonly error: unknown;
  /** New runs that have no place of their own in this view; `reload` shows them. */
  readonly newCount: number;
  loadMore(): void;
  reload(): void;
};

/** useRunsList reads the runs of a view page by page, and changes what is shown as the runs change. */
export function useRunsList(view: RunsView): RunsList {
  const client = useTRPCClient();
  const options = runPagesOptions(view, (input) => client.runs.list.query(input));
  const query = useInfiniteQuery({
    ...options,
    placeholderData: keepPreviousData,
    // The live line tells what changes, also to a tab that was hidden.
    refetchOnWindowFocus: false,
  });
  const runs = useMemo(() => query.data && listedRuns(query.data), [query.data]);
  const unplaced = useLiveRuns({ view, queryKey: options.queryKey, runs });
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  // All rows that were read have been deleted, and there are more.
  const isEmptied = runs?.length === 0 && hasNextPage;
  useEffect(() => {
    if (isEmptied && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [isEmptied, isFetching, isFetchNextPageError, fetchNextPage]);
  return {
    runs: isEmptied ? undefined : runs,
    total: query.data?.pages.at(-1)?.total ?? 0,
    isStale: query.isPlaceholderData,
    error: query.error,
    newCount: unplaced.count,
    loadMore: () => {
      if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
    },
    reload: () => {
      unplaced.forget();
      void query.refetch();
    },
  };
}

function isOfView(run: ListedRun, { experiment, sweep }: RunsView): boolean {
  return (
    (experiment === null || run.experiment === experiment) && (sweep === null || run.sweepId === sweep.id)
  );
}

type LiveRunsInput = {
  readonly view: RunsView;
  readonly queryKey: readonly unknown[];
  readonly runs: readonly ListedRun[] | undefined;
};

/** Reads again just the runs that changed, at most twice a second, and finds those that are new. */
function useLiveRuns({ view, queryKey, runs }: LiveRunsInput): { count: number; forget(): void } {
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const cached = useCachedRuns();
  const changed = useRef(new Set<string>());
  const [unplaced, setUnplaced] = useState<ReadonlySet<string>>(new Set());
  const refresh = useEffectEvent(async () => {
    const ids = [...changed.current];
    changed.current.clear();
    if (ids.length === 0) return;
    const found = await cached.refresh(ids);
    if (found.length === 0) return;
    if (showsNewestFirst(view)) {
      const pages = queryClient.getQueryData<RunPagesData>(queryKey);
      const known = new Set(listedRuns(pages).map(({ id }) => id));
      const unknown = found.filter((run) => !known.has(run.id) && isOfView(run, view));
      if (!pages || unknown.length === 0) return;
      const places = new Set(unknown.map((run) => placeInNewestFirst(pages, run)));
      // Moved here, brought back, or the first of very many: only the server knows what stands around them.
      if (places.has('among') || unknown.length > MOST_PUT_ON_TOP)
        return queryClient.invalidateQueries({ queryKey });
      const newest = unknown.filter((run) => placeInNewestFirst(pages, run) === 'top');
      queryClient.setQueryData<RunPagesData>(queryKey, insertNewestRuns(pages, newest));
      return;
    }
    const newcomers = findNewcomers(queryClient.getQueryData<RunPagesData>(queryKey), found);
    if (newcomers.length === 0) return;
    // Only the server knows which of them a search finds.
    const matching = await client.runs.list.query({
      ...listInput(view),
      ids: newcomers.map(({ id }) => id),
    });
    setUnplaced((known) => new Set([...known, ...matching.runs.map(({ id }) => id)]));
  });
  const [refresher] = useState(() =>
    createRefresher({ refresh: () => refresh(), intervalMs: REFRESH_INTERVAL_MS }),
  );
  const note = useEffectEvent((ids: readonly string[]) => {
    for (const id of ids) changed.current.add(id);
    refresher.request();
  });
  useRunChange(null, ({ runId }) => note([runId]));
  useHello(() => void queryClient.invalidateQueries({ queryKey }));
  const poll = useEffectEvent(() => {
    if (!document.hidden) note(runs?.filter(isMoving).map(({ id }) => id) ?? []);
  });
  useEffect(() => {
    const timer = setInterval(() => poll(), POLL_INTERVAL_MS);
    return () => {
      clearInterval(timer);
      refresher.stop();
    };
  }, [refresher]);
  const viewKey = JSON.stringify(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view has seen none of them.
  useEffect(() => setUnplaced(new Set()), [viewKey]);
  return { count: unplaced.size, forget: () => setUnplaced(new Set()) };
}
