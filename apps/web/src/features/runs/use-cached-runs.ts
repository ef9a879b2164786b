'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { type ListedRun, replaceRuns } from './patch-run-pages.ts';
import type { listInput } from './runs-address.ts';
import { RUN_PAGES_KEY, type RunPagesData } from './runs-query.ts';

/** The most ids that the server takes at once. */
const MOST_IDS = 200;

/** CachedRuns are the runs that this page has read, in lists and in full. */
export type CachedRuns = {
  /** patch shows a change before the server has confirmed it. */
  patch(id: string, change: Partial<ListedRun>): void;
  /** refresh reads these runs again, in lists and in full, wherever they stand. Returns what the server still has of them. */
  refresh(ids: readonly string[]): Promise<readonly ListedRun[]>;
  /** remove takes runs out of every list. */
  remove(ids: readonly string[]): void;
  /** reload reads every list and every open run again. */
  reload(): void;
};

/** useCachedRuns changes the runs of the cache, wherever they are shown. */
export function useCachedRuns(): CachedRuns {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useMemo(() => {
    const lists = { queryKey: RUN_PAGES_KEY };
    const updateLists = (update: (pages: RunPagesData) => RunPagesData) =>
      queryClient.setQueriesData<RunPagesData>(lists, (pages) => pages && update(pages));
    return {
      patch: (id, change) => {
        updateLists((pages) => replaceRuns(pages, [id], (run) => ({ ...run, ...change })));
        queryClient.setQueryData(trpc.runs.get.queryKey({ id }), (run) => run && { ...run, ...change });
      },
      refresh: async (ids) => {
        const found = await readRuns(client, ids, undefined);
        for (const query of queryClient.getQueryCache().findAll(lists)) {
          const metric = metricOf(query.queryKey);
          const shown = metric === undefined ? found : await readRuns(client, ids, metric);
          queryClient.setQueryData<RunPagesData>(
            query.queryKey,
            (pages) => pages && replaceRuns(pages, ids, (run) => shown.get(run.id) ?? null),
          );
        }
        await Promise.all(
          ids.map((id) => queryClient.invalidateQueries({ queryKey: trpc.runs.get.queryKey({ id }) })),
        );
        return [...found.values()];
      },
      remove: (ids) => updateLists((pages) => replaceRuns(pages, ids, () => null)),
      reload: () => void queryClient.invalidateQueries(trpc.runs.pathFilter()),
    };
  }, [queryClient, trpc, client]);
}

async function readRuns(
  client: ReturnType<typeof useTRPCClient>,
  ids: readonly string[],
  metric: string | undefined,
): Promise<Map<string, ListedRun>> {
  const found = new Map<string, ListedRun>();
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const { runs } = await client.runs.list.query({ ids: ids.slice(from, from + MOST_IDS), metric });
    for (const run of runs) found.set(run.id, run);
  }
  return found;
}

/** A list whose runs are compared by another metric than usual names it in its key. */
function metricOf(queryKey: readonly unknown[]): string | undefined {
  return (queryKey.at(-1) as ReturnType<typeof listInput>).metric;
}
