/** How far a sweep is, and when it will have ended. Pure: it reckons from what `read-sweep-progress.ts` reads. */

/** SweepProgress is how far a sweep is. */
export type SweepProgress = {
  readonly doneSteps: number;
  /** Known of the trials that have begun, estimated for the others; 0 while nothing tells. */
  readonly totalSteps: number;
  /** Of all trials that run now, together. */
  readonly stepsPerSecond: number;
  /** Null while nothing runs, nothing tells, or the sweep is paused or over. */
  readonly secondsLeft: number | null;
};

/** SweepWork is what there is to do. */
export type SweepWork = {
  readonly doneSteps: number;
  /** Null when nothing tells how many steps one of the trials has that have not begun. */
  readonly totalSteps: number | null;
  /** The sweep is ACTIVE: what waits is taken. */
  readonly isActive: boolean;
  readonly running: readonly RunningTrial[];
};

/** A trial that is being trained. */
type RunningTrial = {
  readonly stepsLeft: number;
  /** Null before its first step, when no trial has ended yet. */
  readonly stepsPerSecond: number | null;
};

/** estimateProgress reckons with as many trials at once as run now; none ends before the slowest of them. */
export function estimateProgress({ doneSteps, totalSteps, isActive, running }: SweepWork): SweepProgress {
  const stepsPerSecond = running.reduce((sum, trial) => sum + (trial.stepsPerSecond ?? 0), 0);
  const progress = { doneSteps, totalSteps: totalSteps ?? 0, stepsPerSecond };
  if (!isActive || totalSteps === null || stepsPerSecond === 0) return { ...progress, secondsLeft: null };
  const slowest = running.map((trial) => (trial.stepsPerSecond ? trial.stepsLeft / trial.stepsPerSecond : 0));
  const together = (totalSteps - doneSteps) / stepsPerSecond;
  return { ...progress, secondsLeft: Math.max(together, ...slowest) };
}
