import type { StepRange } from './chart-model.ts';

/** Zooming into a run, and back by the way one came. The last range is the one shown; none means all of the run. */
export type ZoomStack = readonly StepRange[];

/** Fewer steps than this fill no chart. */
const FEWEST_STEPS = 2;
/** Smoothing needs a run-up, and curves go on beyond the edges: so large a share more is read at either side. */
const ROOM = 0.1;

/** zoomInto goes on to a range; one too narrow to show, or all that is shown already, changes nothing. */
export function zoomInto(stack: ZoomStack, range: StepRange): ZoomStack {
  const { from, to } = stack.at(-1) ?? { from: Number.NaN, to: Number.NaN };
  if (range.to - range.from < FEWEST_STEPS || (range.from === from && range.to === to)) return stack;
  return [...stack, range];
}

/** scaleRange returns a range around a step with so many times the width, kept within `all`. The step stays in its place. */
export function scaleRange(
  shown: StepRange,
  { at, factor, all }: { at: number; factor: number; all: StepRange },
): StepRange {
  const from = Math.max(all.from, Math.round(at - (at - shown.from) * factor));
  const to = Math.min(all.to, Math.round(at + (shown.to - at) * factor));
  return { from, to };
}

/**
 * widenRange returns what to read of a run to show a range. Its end does not depend on how far the run is: while a run
 * trains, the same part is wanted all the time.
 */
export function widenRange({ from, to }: StepRange): StepRange {
  const room = (to - from) * ROOM;
  return { from: Math.max(0, Math.round(from - room)), to: Math.round(to + room) };
}
