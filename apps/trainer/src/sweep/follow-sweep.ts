import { getSweep, type SweepDetail } from '@laten/db';
import type { CommandContext } from '../commands/command-context.ts';
import { exitCodeOfSweep, exitCodes } from '../exit-codes.ts';
import type { Session } from '../run/session.ts';
import type { SweepView } from '../view/sweep-view.ts';
import { type Crew, chooseLocalConcurrency, startLocalCrew } from './local-crew.ts';
import { describeVacancy, findTakers } from './takers.ts';
import { createVacancyWatch } from './vacancy-watch.ts';
import { watchSweep } from './watch-sweep.ts';

/** FollowOptions say which sweep is followed, and whether trials are trained here. */
export type FollowOptions = {
  readonly session: Session;
  readonly sweepId: string;
  readonly view: SweepView;
  readonly context: Pick<CommandContext, 'signals' | 'arguments'>;
  /** So many trials are trained in this process at once from the beginning; 0 for none. */
  readonly localConcurrency: number;
  /** Whether trials are trained here as well when no worker is left that takes them. If not, that is only said. */
  readonly standsIn: boolean;
};

/**
 * followSweep shows a sweep until it is over, or until those who train here have given up. Ctrl-C ends that: what is trained here
 * is handed back with a checkpoint, a second time without, and the sweep stays as it is. Returns the exit code.
 */
export async function followSweep(options: FollowOptions): Promise<number> {
  const { session, sweepId, view, context } = options;
  const { database, databaseUrl: url } = session;
  const watching = new AbortController();
  const here = createHere(options, () => watching.abort());
  const unsubscribe = context.signals.subscribe(here.stop);
  try {
    const seen = await watchSweep({
      database,
      url,
      sweepId,
      view,
      signal: watching.signal,
      onReady: () => here.begin(options.localConcurrency),
      onLook: createVacancyLook(options, here),
    });
    await here.dismiss();
    const sweep = await getSweep(database, sweepId).catch(() => seen);
    view.end(sweep);
    return exitCodeOfFollowing(sweep, context.signals.received);
  } finally {
    unsubscribe();
    await here.dismiss();
  }
}

/** Who sees the end of an ACTIVE sweep without a signal has had workers here that gave up. */
function exitCodeOfFollowing(sweep: SweepDetail, signal: NodeJS.Signals | null): number {
  return sweep.status === 'ACTIVE' && !signal ? exitCodes.trainingFailed : exitCodeOfSweep(sweep, signal);
}

type Here = ReturnType<typeof createHere>;

/** What is trained here, if anything is: `onEnd` is called when nobody here goes on with the sweep. */
function createHere({ session, view, context }: FollowOptions, onEnd: () => void) {
  let crew: Crew | null = null;
  return {
    isTraining: () => crew !== null,
    begin: (concurrency: number) => {
      if (concurrency === 0 || context.signals.received) return;
      crew = startLocalCrew({ session, concurrency, arguments: context.arguments, note: view.note });
      crew.ended.then(onEnd, onEnd);
    },
    stop: (signal: NodeJS.Signals) => {
      if (!crew) return onEnd();
      view.note(
        'What is trained here keeps a checkpoint and waits for a worker. Ctrl-C again ends it at once.',
      );
      crew.stop(signal);
    },
    dismiss: async () => crew?.dismiss(),
  };
}

/** Looks whether the workers that were to train the trials are still there. */
function createVacancyLook({ session, view, standsIn }: FollowOptions, here: Here) {
  const watchVacancy = createVacancyWatch({
    findTakers: (labels) => findTakers(session.database, labels),
    wasTaken: standsIn,
  });
  return async (sweep: SweepDetail): Promise<void> => {
    const takers = here.isTraining() ? null : await watchVacancy(sweep);
    if (!takers) return;
    if (!standsIn) return view.note(describeVacancy(takers));
    view.note('No worker is left that takes its trials. They are trained here from now on.');
    here.begin(await chooseLocalConcurrency());
  };
}
