import type { ValueAxis } from './chart-model.ts';

/** Where the frame of a plot is within its picture, in pixels: the drawing and what lies over it agree on it. */

/** PLOT_MARGIN_PX is free room around the frame: above, for the highest tick; right, for the last one. */
export const PLOT_MARGIN_PX = { top: 8, right: 14 };
/** STEP_AXIS_PX is the height of the ticks below. */
export const STEP_AXIS_PX = 22;

const NARROWEST_PX = 46;
const DIGIT_PX = 6.4;
const GAP_PX = 12;

/** valueAxisWidthPx returns the width of the ticks at the left: charts below each other align unless numbers are long. */
export function valueAxisWidthPx({ ticks }: Pick<ValueAxis, 'ticks'>): number {
  const longest = ticks.reduce((most, { text }) => Math.max(most, text.length), 0);
  return Math.max(NARROWEST_PX, Math.ceil(longest * DIGIT_PX + GAP_PX));
}
