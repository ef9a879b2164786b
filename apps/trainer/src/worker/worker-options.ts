import type { RunConfig } from '@laten/shared';
import type { AttemptPlan } from '../run/run-attempt.ts';
import type { Session } from '../run/session.ts';
import type { RunView } from '../view/run-view.ts';

/** WorkerOptions are what a worker needs. */
export type WorkerOptions = {
  readonly session: Session;
  /** The words after `./laten`, for the record of runs that begin here. */
  readonly arguments: readonly string[];
  readonly createView: (config: Pick<RunConfig, 'beta'>, plan: AttemptPlan) => Promise<RunView>;
  /** Tells the person at the terminal why something is not trained. */
  readonly print: (line: string) => void;
  /** Tells what is about to be trained. (Default: `print`, each line once.) */
  readonly announce?: (line: string) => void;
  /** Runs at once. (Default: 1.) */
  readonly concurrency?: number;
  /** It also takes the trials of sweeps that ask for no other labels than these. (Default: none.) */
  readonly labels?: readonly string[];
  /** Whether it ends when nothing waits any more that it can train. (Default: false.) */
  readonly untilEmpty?: boolean;
  /** Whether it ends when it would wait for a person. (Default: `untilEmpty`.) */
  readonly endsWhenStopped?: boolean;
  /** (Default: of this machine.) */
  readonly readFreeBytes?: () => Promise<number>;
};
