import { type Database, type ListRunsQuery, listRuns, type RunListItem } from '@laten/db';

const RUNS_PER_PAGE = 1_000;

/** listAllRuns yields every run that a query is about, in its order, page by page. */
export async function* listAllRuns(
  database: Pick<Database, 'pool'>,
  query: Omit<ListRunsQuery, 'limit' | 'cursor'>,
): AsyncGenerator<RunListItem> {
  let cursor: string | null = null;
  do {
    const page = await listRuns(database, { ...query, limit: RUNS_PER_PAGE, cursor });
    yield* page.runs;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
