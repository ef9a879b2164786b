import type { ArtifactRetention } from './recording-store.ts';

/** stepsToRetire returns which steps of an artifact a retention rule lets go. `steps` are all stored ones, in any order. */
export function stepsToRetire(steps: readonly number[], retention: ArtifactRetention): number[] {
  const ascending = [...steps].sort((a, b) => a - b);
  if (retention.rule === 'last') {
    const older = ascending.slice(0, Math.max(0, ascending.length - retention.keep));
    return older.filter((step) => step !== retention.bestStep);
  }
  return thin(ascending, retention.keep);
}

/** Drops, one at a time, the inner step whose neighbours are closest together, so that what stays is evenly spread. */
function thin(ascending: readonly number[], keep: number): number[] {
  const kept = [...ascending];
  const retired: number[] = [];
  while (kept.length > Math.max(2, keep)) {
    let closest = 1;
    for (let i = 2; i < kept.length - 1; i++) {
      if (gapAround(kept, i) < gapAround(kept, closest)) closest = i;
    }
    retired.push(...kept.splice(closest, 1));
  }
  return retired;
}

function gapAround(steps: readonly number[], index: number): number {
  return (steps[index + 1] ?? Number.POSITIVE_INFINITY) - (steps[index - 1] ?? Number.NEGATIVE_INFINITY);
}
