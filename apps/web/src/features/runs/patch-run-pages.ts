import type { RouterOutputs } from '../../trpc/client.tsx';

/** RunListPage is one page of the list as the server sent it. */
export type RunListPage = RouterOutputs['runs']['list'];

/** ListedRun is a run as the server lists it. */
export type ListedRun = RunListPage['runs'][number];

/** RunPages are the pages of a list that have been read so far. */
export type RunPages = { readonly pages: RunListPage[] };

/**
 * replaceRuns changes the named runs where they stand; null takes a run out. Pages without them stay the very same
 * objects, so that nothing of them is drawn again.
 */
export function replaceRuns<Pages extends RunPages>(
  data: Pages,
  ids: readonly string[],
  change: (run: ListedRun) => ListedRun | null,
): Pages {
  const named = new Set(ids);
  let removed = 0;
  const pages = data.pages.map((page) => {
    if (!page.runs.some((run) => named.has(run.id))) return page;
    const runs = page.runs.flatMap((run) => {
      const changed = named.has(run.id) ? change(run) : run;
      return changed ? [changed] : [];
    });
    removed += page.runs.length - runs.length;
    return { ...page, runs };
  });
  return { ...data, pages: removed > 0 ? lowerTotals(pages, removed) : pages };
}

/** insertNewestRuns puts runs at the top of a list that shows the newest first. Runs that it has are left alone. */
export function insertNewestRuns<Pages extends RunPages>(data: Pages, runs: readonly ListedRun[]): Pages {
  const known = new Set(data.pages.flatMap((page) => page.runs.map((run) => run.id)));
  const fresh = runs
    .filter((run) => !known.has(run.id))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
  const [first, ...others] = data.pages;
  if (!first || fresh.length === 0) return data;
  const pages = [{ ...first, runs: [...fresh, ...first.runs] }, ...others];
  return { ...data, pages: lowerTotals(pages, -fresh.length) };
}

function lowerTotals(pages: readonly RunListPage[], by: number): RunListPage[] {
  return pages.map((page) => ({ ...page, total: page.total - by }));
}

/** A run is stored with the time at which that began, and is seen when it has ended. */
const STORED_WITHIN_MS = 10_000;

/** findNewcomers picks the runs that came after the list was read and that no page has. What is older has its place further down. */
export function findNewcomers(data: RunPages | undefined, runs: readonly ListedRun[]): ListedRun[] {
  const readAtMs = data?.pages[0]?.readAt.getTime() ?? Number.POSITIVE_INFINITY;
  const known = new Set(listedRuns(data).map(({ id }) => id));
  return runs.filter((run) => !known.has(run.id) && run.createdAt.getTime() >= readAtMs - STORED_WITHIN_MS);
}

/** PlaceInList is where a run belongs that no page has: at the top, among the rows that were read, or behind them. */
export type PlaceInList = 'top' | 'among' | 'behind';

/** placeInNewestFirst finds the place of a run in a list that shows the newest first, and of equals the greater id. */
export function placeInNewestFirst(data: RunPages, run: Pick<ListedRun, 'id' | 'createdAt'>): PlaceInList {
  const listed = listedRuns(data);
  const [first, last] = [listed[0], listed.at(-1)];
  if (!first || !last || isNewer(run, first)) return 'top';
  const isWhole = data.pages.at(-1)?.nextCursor === null;
  return isWhole || isNewer(run, last) ? 'among' : 'behind';
}

function isNewer(
  one: Pick<ListedRun, 'id' | 'createdAt'>,
  other: Pick<ListedRun, 'id' | 'createdAt'>,
): boolean {
  const laterMs = one.createdAt.getTime() - other.createdAt.getTime();
  return laterMs > 0 || (laterMs === 0 && one.id > other.id);
}

/** listedRuns returns the runs of all pages in order. A run that moved between two pages while they were read is taken once. */
export function listedRuns(data: RunPages | undefined): ListedRun[] {
  const byId = new Map<string, ListedRun>();
  for (const page of data?.pages ?? [])
    for (const run of page.runs) if (!byId.has(run.id)) byId.set(run.id, run);
  return [...byId.values()];
}
