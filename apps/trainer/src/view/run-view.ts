import type { ProgressEvent, SupervisedEnd } from '../train/supervise-run.ts';

/** RunView shows a training to whoever watches: a person at a terminal, a log file, or a program. */
export type RunView = {
  progress(event: ProgressEvent): void;
  /** Something a person should know; the training goes on. */
  warn(message: string): void;
  /** The last word. `metrics` are the last values by name. */
  end(input: { runId: string; end: SupervisedEnd; metrics: Readonly<Record<string, number>> }): void;
};
