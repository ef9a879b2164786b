/** RunClock tells when a run was at a step. */
export type RunClock = {
  /** stepToTimeMs returns the time of a step, between two known ones by interpolation; null when nothing is known. */
  stepToTimeMs(step: number): number | null;
};

/** RunTimes are known moments of a run: `steps` ascend, and each has its time. */
export type RunTimes = { readonly steps: readonly number[]; readonly wallTimesMs: readonly number[] };

/** Share of the known steps whose pace is that of the steps to come: two moments alone may lie around an evaluation. */
const PACE_SHARE = 0.1;

/** createRunClock reads times between the known moments, and after them at the pace of the last tenth. */
export function createRunClock({ steps, wallTimesMs }: RunTimes): RunClock {
  const stepAt = (index: number): number => steps[index] ?? Number.NaN;
  const timeAt = (index: number): number => wallTimesMs[index] ?? Number.NaN;
  const last = steps.length - 1;
  const paceStart = Math.min(
    last - 1,
    firstIndexAtLeast(steps, stepAt(last) - PACE_SHARE * (stepAt(last) - stepAt(0))),
  );
  return {
    stepToTimeMs: (step) => {
      if (steps.length === 0) return null;
      if (steps.length === 1) return timeAt(0);
      const isBeyond = step > stepAt(last);
      const right = isBeyond ? last : Math.max(firstIndexAtLeast(steps, step), 1);
      const left = isBeyond ? paceStart : right - 1;
      const share = (step - stepAt(left)) / (stepAt(right) - stepAt(left));
      return timeAt(left) + share * (timeAt(right) - timeAt(left));
    },
  };
}

function firstIndexAtLeast(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
