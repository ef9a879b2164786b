import type { ChartSeries, NewerAnswer } from '@laten/db/rows';
import {
  addNewerPoints,
  beginLiveSeries,
  drawLiveSeries,
  emptyLiveSeries,
  type LiveSeries,
} from './live-series.ts';
import { createRefresher } from './refresher.ts';

/**
 * The series of a run as a page shows them: read once, then only what is newer. Nothing is read again but under a new
 * attempt, which may have deleted points, or when there is more than is worth sending. One question at a time.
 */

/** StepRange is a part of a run; both ends are in it, and a missing one is open. */
export type StepRange = { readonly fromStep?: number; readonly toStep?: number };

/** RunSeriesPorts ask the server. */
export type RunSeriesPorts = {
  readonly readMany: (query: { names: readonly string[] } & StepRange) => Promise<readonly ChartSeries[]>;
  readonly readNewer: (series: { name: string; afterRevision: number }[]) => Promise<NewerAnswer>;
};

/** RunSeriesState is what to show. `error` with `ready`: what is shown may be old. A series without points is left out. */
export type RunSeriesState = {
  readonly series: readonly ChartSeries[];
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
};

/** RunSeries keeps the series of one run, at one width, of one range of steps. */
export type RunSeries = {
  state(): RunSeriesState;
  /** onChange calls back when the state has changed; what it returns ends that. */
  onChange(callback: () => void): () => void;
  /** show says which series are wanted, of a run as it is known. Those it has are kept. */
  show(names: readonly string[], run: RunPosition): void;
  /** notice says that the run has reached a revision. */
  notice(revision: number): void;
  /** catchUp asks for what is newer, whatever was noticed; after an error, it tries again. */
  catchUp(): void;
  stop(): void;
};

/** RunPosition is how far a run is, as the page knows it. */
type RunPosition = { readonly attempt: number; readonly revision: number };

/** RunSeriesOptions are the ports and what is to be drawn. */
export type RunSeriesOptions = {
  readonly ports: RunSeriesPorts;
  readonly widthPx: number;
  readonly range: StepRange;
  /** Least time between two questions, so also between two drawings, ms. (Default: 250.) */
  readonly intervalMs?: number;
};

const nothingYet: RunSeriesState = { series: [], status: 'loading', error: null };

/** createRunSeries makes one; it asks nothing before `show`. */
export function createRunSeries(options: RunSeriesOptions): RunSeries {
  return new FollowedSeries(options);
}

type Kept = { readonly live: LiveSeries; readonly drawn: ChartSeries };

class FollowedSeries implements RunSeries {
  readonly #options: RunSeriesOptions;
  readonly #callbacks = new Set<() => void>();
  readonly #refresher;
  readonly #kept = new Map<string, Kept>();
  #names: readonly string[] = [];
  #state = nothingYet;
  #run: RunPosition = { attempt: 0, revision: 0 };
  /** The newest revision that was heard of. */
  #noticed = 0;
  #mustAsk = false;
  #mustReload = false;
  /** The run is beyond the end of the range: nothing that comes is in it. */
  #isPast = false;

  // React takes these two off the object.
  readonly state = (): RunSeriesState => this.#state;
  readonly onChange = (callback: () => void): (() => void) => {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  };

  constructor(options: RunSeriesOptions) {
    this.#options = options;
    this.#refresher = createRefresher({
      refresh: () => this.#refresh(),
      intervalMs: options.intervalMs ?? 250,
    });
  }

  show(names: readonly string[], run: RunPosition): void {
    if (run.attempt > this.#run.attempt) {
      // It may have deleted points, in a range too in which nothing newer is awaited.
      if (this.#run.attempt > 0) this.#mustReload = true;
      this.#run = run;
    }
    this.#names = [...new Set(names)];
    for (const name of this.#kept.keys()) if (!this.#names.includes(name)) this.#kept.delete(name);
    if (this.#mustReload || this.#missing().length > 0) this.#refresher.request();
    else this.#publish();
  }

  notice(revision: number): void {
    if (revision <= this.#noticed) return;
    this.#noticed = revision;
    if (this.#isBehind()) this.#refresher.request();
  }

  catchUp(): void {
    this.#mustAsk = true;
    this.#refresher.request();
  }

  stop(): void {
    this.#refresher.stop();
  }

  #missing(): string[] {
    return this.#names.filter((name) => !this.#kept.has(name));
  }

  #isBehind(): boolean {
    return !this.#isPast && [...this.#kept.values()].some(({ live }) => live.revision < this.#noticed);
  }

  async #refresh(): Promise<void> {
    const isReload = this.#mustReload;
    this.#mustReload = false;
    try {
      await this.#load(isReload ? this.#names : this.#missing());
      if (this.#mustAsk || this.#isBehind()) await this.#readNewer();
      if (this.#mustReload) this.#refresher.request();
      this.#publish();
    } catch (error) {
      if (isReload) this.#mustReload = true;
      const status = this.#state.status === 'ready' ? 'ready' : 'error';
      this.#setState({ ...this.#state, status, error });
    }
  }

  async #load(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const { ports, widthPx, range } = this.#options;
    // What was known before the question is surely in the answer, and a series that is not in it had nothing then.
    const { revision } = this.#run;
    const series = await ports.readMany({ names, ...range });
    this.#isPast = false;
    for (const name of names) {
      const found = series.find((one) => one.name === name);
      this.#keep(
        found ? beginLiveSeries(found, widthPx) : emptyLiveSeries(name, { widthPx, revision }),
        found,
      );
    }
  }

  async #readNewer(): Promise<void> {
    this.#mustAsk = false;
    if (this.#kept.size === 0 || this.#isPast) return;
    const asked = [...this.#kept.values()].map(({ live }) => ({
      name: live.name,
      afterRevision: live.revision,
    }));
    const answer = await this.#options.ports.readNewer(asked);
    const isVoid = answer.reload || answer.attempt !== this.#run.attempt;
    this.#run = { attempt: answer.attempt, revision: answer.revision };
    if (isVoid) {
      this.#mustReload = true;
      return;
    }
    for (const { name } of asked) this.#add(name, answer);
    this.#isPast = isBeyond(answer, this.#options.range);
  }

  #add(name: string, { series, revision }: NewerAnswer): void {
    const kept = this.#kept.get(name);
    if (!kept) return;
    const newer = series.find((one) => one.name === name);
    if (!newer) {
      this.#keep({ ...kept.live, revision }, kept.drawn);
      return;
    }
    this.#keep(addNewerPoints(kept.live, { ...withinRange(newer, this.#options.range), revision }));
  }

  #keep(live: LiveSeries, drawn: ChartSeries = drawLiveSeries(live)): void {
    if (this.#names.includes(live.name)) this.#kept.set(live.name, { live, drawn });
  }

  #publish(): void {
    const series = this.#names.flatMap((name) => this.#kept.get(name)?.drawn ?? []);
    this.#setState({ series: series.filter((one) => one.steps.length > 0), status: 'ready', error: null });
  }

  #setState(state: RunSeriesState): void {
    if (isSame(state, this.#state)) return;
    this.#state = state;
    for (const callback of this.#callbacks) callback();
  }
}

function isSame(a: RunSeriesState, b: RunSeriesState): boolean {
  return (
    a.status === b.status &&
    a.error === b.error &&
    a.series.length === b.series.length &&
    a.series.every((series, i) => series === b.series[i])
  );
}

type Points = { readonly steps: readonly number[]; readonly values: readonly number[] };

function withinRange({ steps, values }: Points, range: StepRange): Points {
  const isInside = (step: number): boolean =>
    step >= (range.fromStep ?? 0) && step <= (range.toStep ?? Number.POSITIVE_INFINITY);
  return {
    steps: steps.filter(isInside),
    values: values.filter((_, i) => isInside(steps[i] ?? Number.NaN)),
  };
}

function isBeyond({ series }: NewerAnswer, { toStep }: StepRange): boolean {
  if (toStep === undefined || series.length === 0) return false;
  return series.every(({ steps }) => (steps[0] ?? 0) > toStep);
}
