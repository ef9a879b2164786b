/** Pace is how quickly a training goes on. */
export type Pace = {
  /** step says that a step has been done, by its number. */
  step(step: number): void;
  /** epoch says that an epoch has ended. */
  epoch(): void;
  /** leftMs returns how long the rest takes: by the steps alone until an epoch has ended, then with what an epoch has besides them. */
  leftMs(totalSteps: number): number;
};

/** The weight of the newest step: about the last twenty steps. */
const SMOOTHING = 0.1;

/** createPace begins to measure at a step. */
export function createPace(startStep: number, nowMs: () => number = () => performance.now()): Pace {
  const startedMs = nowMs();
  let lastMs = startedMs;
  let last = startStep;
  let msPerStep = Number.NaN;
  /** Between two epochs lie pictures and a checkpoint: they are no step's time. */
  let isBetween = false;
  let hasEpoch = false;
  return {
    step: (step) => {
      const tookMs = nowMs() - lastMs;
      if (Number.isNaN(msPerStep)) msPerStep = tookMs;
      else if (!isBetween) msPerStep += SMOOTHING * (tookMs - msPerStep);
      isBetween = false;
      lastMs += tookMs;
      last = step;
    },
    epoch: () => {
      isBetween = hasEpoch = true;
    },
    leftMs: (totalSteps) => {
      const measuredMs = (lastMs - startedMs) / (last - startStep);
      return (totalSteps - last) * (hasEpoch ? measuredMs : msPerStep);
    },
  };
}
