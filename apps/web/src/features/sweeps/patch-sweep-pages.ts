import type { ListedSweep, SweepListPage } from './sweep-types.ts';

/** SweepPages are the pages of the list that have been read so far. */
export type SweepPages = { readonly pages: SweepListPage[] };

/** changeSweep changes a sweep where it stands; null takes it out. Pages without it stay the very same objects. */
export function changeSweep<Pages extends SweepPages>(
  data: Pages,
  id: string,
  change: (sweep: ListedSweep) => ListedSweep | null,
): Pages {
  const pages = data.pages.map((page) => {
    if (!page.sweeps.some((sweep) => sweep.id === id)) return page;
    const sweeps = page.sweeps.flatMap((sweep) => {
      const changed = sweep.id === id ? change(sweep) : sweep;
      return changed ? [changed] : [];
    });
    return { ...page, sweeps };
  });
  return { ...data, pages };
}

/** listedSweeps returns the sweeps of all pages in order. One that moved between two pages while they were read is taken once. */
export function listedSweeps(data: SweepPages | undefined): ListedSweep[] {
  const byId = new Map<string, ListedSweep>();
  for (const page of data?.pages ?? [])
    for (const sweep of page.sweeps) if (!byId.has(sweep.id)) byId.set(sweep.id, sweep);
  return [...byId.values()];
}
