import {
  type Change,
  type Database,
  getSweep,
  isTransientDatabaseError,
  listenForChanges,
  listRuns,
  type RunListItem,
  type SweepDetail,
} from '@laten/db';
import { isSweepEnded } from '@laten/shared';
import type { RunningTrial, SweepView, TrialState } from '../view/sweep-view.ts';
import { pause } from '../worker/repeat.ts';
import { listAllRuns } from './list-all-runs.ts';

/**
 * Follows a sweep in the database until nothing is to be expected of it, whoever trains its trials, and on whatever
 * machine. It changes nothing.
 */

/** A person sees a change within a second, and the database is not asked more often than that takes. */
const LOOK_INTERVAL_MS = 500;
const MOST_RUNNING = 200;

/** WatchOptions say what to watch, and who is told. */
export type WatchOptions = {
  readonly database: Database;
  readonly url: string;
  readonly sweepId: string;
  readonly view: SweepView;
  readonly signal: AbortSignal;
  /** The first look has been taken: each change of a trial from now on is told. */
  readonly onReady?: () => void;
  /** Called after each look with how the sweep stands. It may ask the database too. */
  readonly onLook?: (sweep: SweepDetail) => Promise<void>;
};

/**
 * watchSweep shows a sweep until it is over, or the signal aborts, and returns how it stood last. Throws
 * SweepNotFoundError, also when it is deleted meanwhile. While the database is away it waits.
 */
export async function watchSweep(options: WatchOptions): Promise<SweepDetail> {
  const { url, view, signal, onReady = () => undefined } = options;
  const news = createNews();
  const listening = listenForChanges({ url, onChange: news.hear, onUp: news.up, onDown: news.down });
  try {
    const look = createLook(options);
    let sweep = await look('all');
    onReady();
    let isAway = false;
    while (!isOver(sweep) && !signal.aborted) {
      await pause(LOOK_INTERVAL_MS, signal);
      if (news.isEmpty()) await pause(LOOK_INTERVAL_MS, signal);
      const changed = news.take();
      const seen = await look(changed).catch((error: unknown) => {
        if (!isTransientDatabaseError(error)) throw error;
        news.missed();
        if (!isAway)
          view.note('The database does not answer. What trains goes on; so does this view, when it is back.');
        return null;
      });
      isAway = seen === null;
      sweep = seen ?? sweep;
    }
    return sweep;
  } finally {
    await listening.close();
  }
}

/** Nothing more is to be expected of a sweep that has ended, or has paused itself, when no trial runs any more. */
function isOver({ status, reasonCode, counts }: SweepDetail): boolean {
  return counts.RUNNING === 0 && (isSweepEnded(status) || reasonCode === 'TRIALS_FAIL');
}

/** Ids of runs that have changed, of this sweep or not; `all` when some may have been missed. */
type Changed = ReadonlySet<string> | 'all';

function createNews() {
  let changed = new Set<string>();
  let isHearing = false;
  let hasMissed = true;
  return {
    hear: (change: Change) => {
      if (change.type === 'run') changed.add(change.runId);
    },
    up: () => {
      isHearing = true;
      hasMissed = true;
    },
    down: () => {
      isHearing = false;
    },
    missed: () => {
      hasMissed = true;
    },
    isEmpty: () => changed.size === 0,
    take: (): Changed => {
      const taken = hasMissed || !isHearing ? 'all' : changed;
      changed = new Set();
      hasMissed = false;
      return taken;
    },
  };
}

/** A look tells the view what has changed since the one before; the first tells nothing of what had been before it. */
function createLook({ database, sweepId, view, onLook }: WatchOptions) {
  const known = new Map<string, string>();
  let isFirst = true;
  return async (changed: Changed): Promise<SweepDetail> => {
    const sweep = await getSweep(database, sweepId);
    for await (const run of listTrials(database, { sweepId, metric: sweep.metric, changed })) {
      const state = `${run.status} ${run.attempt}`;
      if (!isFirst && known.get(run.id) !== state) view.trial(toTrialState(run), sweep);
      known.set(run.id, state);
    }
    isFirst = false;
    const { runs } = await listRuns(database, {
      sweepId,
      statuses: ['RUNNING'],
      metric: 'loss',
      limit: MOST_RUNNING,
    });
    view.frame({ sweep, running: runs.map(toRunningTrial).toSorted((a, b) => a.trial - b.trial) });
    await onLook?.(sweep);
    return sweep;
  };
}

async function* listTrials(
  database: Database,
  { sweepId, metric, changed }: { sweepId: string; metric: string; changed: Changed },
): AsyncGenerator<RunListItem> {
  if (changed !== 'all' && changed.size === 0) return;
  yield* listAllRuns(database, { sweepId, metric, ids: changed === 'all' ? undefined : [...changed] });
}

function toTrialState(run: RunListItem): TrialState {
  const { id, name, status, reason, attempt, durationMs } = run;
  return {
    runId: id,
    trial: run.trial ?? 0,
    name,
    status,
    reason,
    attempt,
    durationMs,
    value: run.metric?.best ?? run.metric?.last ?? null,
  };
}

function toRunningTrial({
  id,
  name,
  trial,
  progress,
  metric,
  imagesPerSecond,
  supervisor,
}: RunListItem): RunningTrial {
  const { epoch, totalEpochs } = progress;
  return {
    runId: id,
    trial: trial ?? 0,
    name,
    epoch,
    totalEpochs,
    loss: metric?.last ?? null,
    imagesPerSecond,
    supervisor,
  };
}
