/** RunClock tells when a run was at a step. */
export type RunClock = {
  /** stepToTimeMs returns the time of a step, between two known ones by interpolation; null when nothing is known. */
  stepToTimeMs(step: number): number | null;
};

/** RunTimes are known moments of a run: `steps` ascend, and each has its time. */
export type RunTimes = { readonly steps: readonly number[]; readonly wallTimesMs: readonly number[] };

/** createRunClock reads times between the known moments, and beyond them at the pace of the nearest two. */
export function createRunClock({ steps, wallTimesMs }: RunTimes): RunClock {
  const timeAt = (index: number): number => wallTimesMs[index] ?? Number.NaN;
  return {
    stepToTimeMs: (step) => {
      if (steps.length === 0) return null;
      if (steps.length === 1) return timeAt(0);
      const right = Math.min(Math.max(firstIndexAtLeast(steps, step), 1), steps.length - 1);
      const left = right - 1;
      const from = steps[left] ?? 0;
      const share = (step - from) / ((steps[right] ?? 0) - from);
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
