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
  /**
   * refresh reads these runs again, in lists and in full, wherever they stand. Returns what the server still has of those that
   * were read: of very many nothing but what is shown is read, and the lists that are shown are read anew.
   */
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
        const open = ids.filter((id) => queryClient.getQueryState(trpc.runs.get.queryKey({ id })));
        const opened = open.map((id) =>
          queryClient.invalidateQueries({ queryKey: trpc.runs.get.queryKey({ id }) }),
        );
        if (ids.length > MOST_IDS) {
          await Promise.all([...opened, queryClient.invalidateQueries(lists)]);
          return [];
        }
        const found = await readRuns(client, ids, {});
        for (const query of queryClient.getQueryCache().findAll(lists)) {
          const input = query.queryKey.at(-1) as ReturnType<typeof listInput>;
          const { metric, goal } = input;
          const shown = metric || goal ? await readRuns(client, ids, { metric, goal }) : found;
          const kept = (run: ListedRun | undefined) => (run && isOfExperiment(run, input) ? run : null);
          queryClient.setQueryData<RunPagesData>(
            query.queryKey,
            (pages) => pages && replaceRuns(pages, ids, (run) => kept(shown.get(run.id))),
          );
        }
        await Promise.all(opened);
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
  compared: Pick<ReturnType<typeof listInput>, 'metric' | 'goal'>,
): Promise<Map<string, ListedRun>> {
  const { runs } = await client.runs.list.query({ ids: [...ids], ...compared });
  return new Map(runs.map((run) => [run.id, run]));
}

/** A run that was moved leaves the list of its experiment. */
function isOfExperiment(run: ListedRun, { experiment }: ReturnType<typeof listInput>): boolean {
  return experiment === undefined || run.experiment === experiment;
}
