import type { RunConfig } from '@laten/shared';
import type { Environment } from '../env.ts';
import type { StopSignals } from '../run/stop-signals.ts';
import type { RunView } from '../view/run-view.ts';
import type { SweepView } from '../view/sweep-view.ts';

/** CommandContext is what every command is given instead of globals. */
export type CommandContext = {
  readonly environment: Environment;
  readonly signals: StopSignals;
  /** The words after `./laten`, for the record. */
  readonly arguments: readonly string[];
  /** Prints a result on stdout. */
  readonly print: (text: string) => void;
  /** Tells the person something on stderr, so that stdout stays a result. */
  readonly say: (line: string) => void;
  /** The view of a training on this terminal, or JSON lines. */
  readonly createView: (config: Pick<RunConfig, 'beta'>, json: boolean) => Promise<RunView>;
  /** The view of a sweep on this terminal, or JSON lines. */
  readonly createSweepView: (json: boolean) => Promise<SweepView>;
};
