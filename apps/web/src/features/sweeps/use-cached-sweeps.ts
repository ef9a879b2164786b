'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { changeSweep } from './patch-sweep-pages.ts';
import type { ActionSweep } from './sweep-types.ts';
import { SWEEP_PAGES_KEY, type SweepPagesData } from './sweeps-query.ts';

/** CachedSweeps are the sweeps that this page has read, in the list and in full. */
export type CachedSweeps = {
  /** patch shows a change before the server has confirmed it. */
  patch(id: string, change: Partial<ActionSweep>): void;
  /** remove takes a sweep out of the list. */
  remove(id: string): void;
  /** refresh reads the list, and every open sweep with all that belongs to it, again. */
  refresh(): Promise<void>;
};

/** useCachedSweeps changes the sweeps of the cache, wherever they are shown. */
export function useCachedSweeps(): CachedSweeps {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  return useMemo(() => {
    const updateList = (update: (pages: SweepPagesData) => SweepPagesData) =>
      queryClient.setQueryData<SweepPagesData>(SWEEP_PAGES_KEY, (pages) => pages && update(pages));
    return {
      patch: (id, change) => {
        updateList((pages) => changeSweep(pages, id, (sweep) => ({ ...sweep, ...change })));
        queryClient.setQueryData(
          trpc.sweeps.get.queryKey({ id }),
          (sweep) => sweep && { ...sweep, ...change },
        );
      },
      remove: (id) => updateList((pages) => changeSweep(pages, id, () => null)),
      refresh: () => queryClient.invalidateQueries(trpc.sweeps.pathFilter()),
    };
  }, [queryClient, trpc]);
}
