import { type ConfigKey, type PresetName, presets } from '@laten/shared';

/** What of the runs page stands in its address, so that a view can be sent as a link: experiment, search and order. */

const plainSorts = [
  'createdAt',
  'name',
  'preset',
  'status',
  'epoch',
  'imagesPerSecond',
  'durationMs',
  'best',
  'last',
] as const;

/** SortColumn is what the server can sort the list by. */
export type SortColumn = (typeof plainSorts)[number] | `config.${ConfigKey}`;

const reference: PresetName = 'fashion-mnist-conv';
const configSorts = [...Object.keys(presets[reference]), 'threads'].map(
  (key) => `config.${key}` as SortColumn,
);

/** What a column of the table is sorted by, where that is not its own name. A column that is not here cannot be sorted. */
const sortOfColumn: Readonly<Record<string, SortColumn>> = {
  ...Object.fromEntries([...plainSorts, ...configSorts].map((column) => [column, column])),
  duration: 'durationMs',
  started: 'createdAt',
};

/** Sorted by these, the greatest comes first; by the others, the least. */
const descendingFirst: readonly SortColumn[] = ['createdAt', 'durationMs', 'epoch', 'imagesPerSecond'];

/** sortColumnOf returns what a column of the table is sorted by, or null when it cannot be. */
export function sortColumnOf(column: string): SortColumn | null {
  return sortOfColumn[column] ?? null;
}

/** nextSort returns the order after a click on a column: its first direction, the other one, then the newest first again. */
export function nextSort(
  { sort, direction }: Pick<RunsView, 'sort' | 'direction'>,
  column: SortColumn,
): Pick<RunsView, 'sort' | 'direction'> {
  const first = descendingFirst.includes(column) ? 'desc' : 'asc';
  if (sort !== column) return { sort: column, direction: first };
  if (direction === first) return { sort: column, direction: first === 'asc' ? 'desc' : 'asc' };
  return newestFirst;
}

/** RunsView is what the list shows. */
export type RunsView = {
  /** Null shows the runs of all experiments. */
  readonly experiment: string | null;
  readonly search: string;
  readonly sort: SortColumn;
  readonly direction: 'asc' | 'desc';
};

const newestFirst = { sort: 'createdAt', direction: 'desc' } as const;

/** EXPERIMENT_COOKIE remembers the experiment that was last looked at, for the server to begin with. */
export const EXPERIMENT_COOKIE = 'laten-experiment';

/** readRunsView reads the view of an address. What it does not understand, it takes for absent. */
export function readRunsView(parameters: URLSearchParams, remembered: string | null): RunsView {
  const experiment = parameters.get('experiment');
  const written = parameters.get('sort') ?? '';
  const direction = written.endsWith('.desc') ? 'desc' : 'asc';
  const column = written.replace(/\.(asc|desc)$/, '');
  const sort = [...plainSorts, ...configSorts].find((known) => known === column);
  return {
    experiment: experiment === null ? remembered : experiment || null,
    search: parameters.get('q') ?? '',
    ...(sort ? { sort, direction } : newestFirst),
  };
}

/** writeRunsView writes the address of a view. The order that is meant anyway is not written. */
export function writeRunsView({ experiment, search, sort, direction }: RunsView): string {
  const parameters = new URLSearchParams();
  parameters.set('experiment', experiment ?? '');
  if (search) parameters.set('q', search);
  if (sort !== newestFirst.sort || direction !== newestFirst.direction)
    parameters.set('sort', `${sort}.${direction}`);
  return `/?${parameters}`;
}

/** RUNS_PER_PAGE is how many runs are read at once. */
const RUNS_PER_PAGE = 100;

/** listInput is the question to the server that a view asks. */
export function listInput({ experiment, search, sort, direction }: RunsView) {
  const trimmed = search.trim();
  return {
    ...(experiment === null ? {} : { experiment }),
    ...(trimmed ? { search: trimmed } : {}),
    sort,
    direction,
    limit: RUNS_PER_PAGE,
  };
}

/** showsNewestFirst tells a view in which a new run belongs at the top. */
export function showsNewestFirst({ search, sort, direction }: RunsView): boolean {
  return search.trim() === '' && sort === newestFirst.sort && direction === newestFirst.direction;
}

/** DEFAULT_EXPERIMENT is where runs go that nobody puts elsewhere. */
export const DEFAULT_EXPERIMENT = 'default';

/** currentExperiment returns the experiment that the page shows or that was looked at last, for a new run to go to. */
export function currentExperiment(): string {
  const cookie = document.cookie.split('; ').find((pair) => pair.startsWith(`${EXPERIMENT_COOKIE}=`));
  const remembered = decodeURIComponent(cookie?.slice(EXPERIMENT_COOKIE.length + 1) ?? '');
  const { experiment } = readRunsView(new URLSearchParams(window.location.search), remembered || null);
  return experiment ?? DEFAULT_EXPERIMENT;
}
