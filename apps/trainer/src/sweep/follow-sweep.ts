import { getSweep } from '@laten/db';
import type { CommandContext } from '../commands/command-context.ts';
import { exitCodeOfSweep } from '../exit-codes.ts';
import type { Session } from '../run/session.ts';
import type { SweepView } from '../view/sweep-view.ts';
import { type Crew, startLocalCrew } from './local-crew.ts';
import { watchSweep } from './watch-sweep.ts';

/** FollowOptions say which sweep is followed, and whether trials are trained here. */
export type FollowOptions = {
  readonly session: Session;
  readonly sweepId: string;
  readonly view: SweepView;
  readonly context: Pick<CommandContext, 'signals' | 'arguments'>;
  /** So many trials are trained in this process at once; 0 for none. */
  readonly localConcurrency: number;
};

/**
 * followSweep shows a sweep until it is over. Ctrl-C ends that: what is trained here is handed back with a checkpoint, a
 * second time without, and the sweep stays as it is. Returns the exit code.
 */
export async function followSweep(options: FollowOptions): Promise<number> {
  const { session, sweepId, view, context } = options;
  const { database, databaseUrl: url } = session;
  const watching = new AbortController();
  const here = createHere(options, () => watching.abort());
  const unsubscribe = context.signals.subscribe(here.stop);
  try {
    const { signal } = watching;
    const seen = await watchSweep({ database, url, sweepId, view, signal, onReady: here.begin });
    await here.dismiss();
    const sweep = await getSweep(database, sweepId).catch(() => seen);
    view.end(sweep);
    return exitCodeOfSweep(sweep, context.signals.received);
  } finally {
    unsubscribe();
    await here.dismiss();
  }
}

/** What is trained here, if anything is: `onEnd` is called when nobody here goes on with the sweep. */
function createHere({ session, view, context, localConcurrency }: FollowOptions, onEnd: () => void) {
  let crew: Crew | null = null;
  return {
    begin: () => {
      if (localConcurrency === 0 || context.signals.received) return;
      crew = startLocalCrew({
        session,
        concurrency: localConcurrency,
        arguments: context.arguments,
        note: view.note,
      });
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
