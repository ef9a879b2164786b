import { isRunEnded, type RunStatus } from '@laten/shared';

/** AllowedActions says what a person may do with a run as it stands. */
export type AllowedActions = {
  readonly cancel: boolean;
  /** To go on from the last checkpoint: "retry" after a failure, "resume" after a stop; null when there is nothing to go on with. */
  readonly resume: 'resume' | 'retry' | null;
  readonly trainFurther: boolean;
  readonly delete: boolean;
};

const resumeWords: Partial<Record<RunStatus, 'resume' | 'retry'>> = {
  CANCELED: 'resume',
  PRUNED: 'resume',
  FAILED: 'retry',
  CRASHED: 'retry',
};

/** allowActions decides from the state of a run. A run that trains is canceled before it can be deleted. */
export function allowActions(run: {
  readonly status: RunStatus;
  readonly cancelRequested: boolean;
}): AllowedActions {
  const { status, cancelRequested } = run;
  return {
    cancel: (status === 'RUNNING' || status === 'QUEUED') && !cancelRequested,
    resume: resumeWords[status] ?? null,
    trainFurther: isRunEnded(status),
    delete: status !== 'RUNNING',
  };
}
