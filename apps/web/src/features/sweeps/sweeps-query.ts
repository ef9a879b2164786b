import type { InfiniteData } from '@tanstack/react-query';
import type { SweepListPage } from './sweep-types.ts';

/** The list of sweeps as the cache holds it, page by page, for the server and the browser alike. */

/** SWEEPS_PER_PAGE is how many sweeps are read at once. */
const SWEEPS_PER_PAGE = 50;

/** SweepPagesData is what the cache holds of the list. */
export type SweepPagesData = InfiniteData<SweepListPage, string | null>;

/** SWEEP_PAGES_KEY is its key. It stands under the one that tRPC gives to `sweeps.list`. */
export const SWEEP_PAGES_KEY = [['sweeps', 'list'], 'pages'] as const;

/** ReadSweepsPage asks the server for one page of the list. */
export type ReadSweepsPage = (input: { limit: number; cursor: string | null }) => Promise<SweepListPage>;

/** sweepPagesOptions describes the list, the newest sweep first. */
export function sweepPagesOptions(readPage: ReadSweepsPage) {
  return {
    queryKey: SWEEP_PAGES_KEY,
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      readPage({ limit: SWEEPS_PER_PAGE, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: SweepListPage) => page.nextCursor,
  };
}
