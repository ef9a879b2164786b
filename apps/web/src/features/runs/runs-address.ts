import { type ConfigKey, type PresetName, presets, RANKING_METRIC, type SweepGoal } from '@laten/shared';

/** What of the runs page stands in its address, so that a view can be sent as a link: experiment, search and order. */

const plainSorts = [
  'createdAt',
  'trial',
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

/** nextSort returns the order after a click on a column: its first direction, the other one, then the list's own order again. */
export function nextSort(
  { sort, direction, sweep }: Pick<RunsView, 'sort' | 'direction' | 'sweep'>,
  column: SortColumn,
): Pick<RunsView, 'sort' | 'direction'> {
  const first = descendingFirst.includes(column) ? 'desc' : 'asc';
  if (sort !== column) return { sort: column, direction: first };
  if (direction === first) return { sort: column, direction: first === 'asc' ? 'desc' : 'asc' };
  return orderOf(sweep);
}

/** SweepOfView is the sweep whose trials a list shows, and what they are compared by. */
export type SweepOfView = { readonly id: string; readonly metric: string; readonly goal: SweepGoal };

/** RunsView is what the list shows. */
export type RunsView = {
  /** Null shows the runs of all experiments. */
  readonly experiment: string | null;
  /** Null shows the runs of all sweeps and of none. */
  readonly sweep: SweepOfView | null;
  readonly search: string;
  readonly sort: SortColumn;
  readonly direction: 'asc' | 'desc';
};

const newestFirst = { sort: 'createdAt', direction: 'desc' } as const;
const trialsInOrder = { sort: 'trial', direction: 'asc' } as const;

/** The order that is meant when the address names none. */
function orderOf(sweep: SweepOfView | null): Pick<RunsView, 'sort' | 'direction'> {
  return sweep ? trialsInOrder : newestFirst;
}

/** EXPERIMENT_COOKIE remembers the experiment that was last looked at, for the server to begin with. */
export const EXPERIMENT_COOKIE = 'laten-experiment';

/** readRunsView reads the view of an address. What it does not understand, it takes for absent. */
export function readRunsView(parameters: URLSearchParams, remembered: string | null): RunsView {
  const experiment = parameters.get('experiment');
  return {
    experiment: experiment === null ? remembered : experiment || null,
    sweep: null,
    ...readNarrowing(parameters, null),
  };
}

/** readTrialsView reads which trials of a sweep are shown, and in which order, of the address of its page. */
export function readTrialsView(parameters: URLSearchParams, sweep: SweepOfView): RunsView {
  return { experiment: null, sweep, ...readNarrowing(parameters, sweep) };
}

function readNarrowing(
  parameters: URLSearchParams,
  sweep: SweepOfView | null,
): Pick<RunsView, 'search' | 'sort' | 'direction'> {
  const written = parameters.get('sort') ?? '';
  const direction = written.endsWith('.desc') ? 'desc' : 'asc';
  const column = written.replace(/\.(asc|desc)$/, '');
  const sort = [...plainSorts, ...configSorts].find((known) => known === column);
  return { search: parameters.get('q') ?? '', ...(sort ? { sort, direction } : orderOf(sweep)) };
}

/** writeRunsView writes the address of a view. The order that is meant anyway is not written. */
export function writeRunsView({ experiment, sweep, search, sort, direction }: RunsView): string {
  const parameters = new URLSearchParams();
  if (!sweep) parameters.set('experiment', experiment ?? '');
  if (search) parameters.set('q', search);
  const meant = orderOf(sweep);
  if (sort !== meant.sort || direction !== meant.direction) parameters.set('sort', `${sort}.${direction}`);
  const query = parameters.size > 0 ? `?${parameters}` : '';
  return sweep ? `/sweeps/${sweep.id}${query}` : `/${query}`;
}

/** Then the runs that any list has read can stand in this one. */
function comparesAsUsual({ metric, goal }: SweepOfView): boolean {
  return metric === RANKING_METRIC && goal === 'minimize';
}

/** RUNS_PER_PAGE is how many runs are read at once. */
const RUNS_PER_PAGE = 100;

/** listInput is the question to the server that a view asks. */
export function listInput({ experiment, sweep, search, sort, direction }: RunsView) {
  const trimmed = search.trim();
  return {
    ...(experiment === null ? {} : { experiment }),
    ...(sweep ? { sweepId: sweep.id } : {}),
    ...(sweep && !comparesAsUsual(sweep) ? { metric: sweep.metric, goal: sweep.goal } : {}),
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
