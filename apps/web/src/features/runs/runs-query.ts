import type { InfiniteData } from '@tanstack/react-query';
import type { RunListPage } from './patch-run-pages.ts';
import { listInput, type RunsView } from './runs-address.ts';

/** ReadRunsPage asks the server for one page of the list. */
export type ReadRunsPage = (
  input: ReturnType<typeof listInput> & { readonly cursor: string | null },
) => Promise<RunListPage>;

/** RunPagesData is what the cache holds of a view. */
export type RunPagesData = InfiniteData<RunListPage, string | null>;

/** RUN_PAGES_KEY begins the cache's key of every list of runs. It stands under the key that tRPC gives to `runs.list`. */
export const RUN_PAGES_KEY = [['runs', 'list'], 'pages'] as const;

/**
 * runPagesOptions describes the list of a view, page by page, for the server and the browser alike. It is not tRPC's own
 * infinite query, which keeps the name `direction` for itself.
 */
export function runPagesOptions(view: RunsView, readPage: ReadRunsPage) {
  const input = listInput(view);
  return {
    queryKey: [...RUN_PAGES_KEY, input],
    queryFn: ({ pageParam }: { pageParam: string | null }) => readPage({ ...input, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: RunListPage) => page.nextCursor,
  };
}
