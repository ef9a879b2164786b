import { multiplesWithin, niceStep } from '../../charts/prepare-value-axis.ts';
import { formatTick } from '../../format/format-values.ts';
import type { LatentClass } from './prepare-classes.ts';
import { type FrameSize, toFrame, type View, visibleBounds } from './view.ts';

/** Ticks, and the circles of the prior, in pixels of the frame. Pure. */

/** FrameTick is a tick of an axis. */
export type FrameTick = { readonly atPx: number; readonly text: string };

/** PriorCircle is a standard deviation of N(0, I) round the middle. */
export type PriorCircle = {
  readonly sigma: number;
  readonly x: number;
  readonly y: number;
  readonly radiusPx: number;
};

/** Ticks are at least so far apart. */
const LEAST_TICK_PX = 55;
const READABLE_ROW_PX = 12;
const SIGMAS = [1, 2, 3];

/** prepareTicks puts ticks at readable numbers, at the same distances on both axes. */
export function prepareTicks(view: View, size: FrameSize): { x: FrameTick[]; y: FrameTick[] } {
  const step = niceStep(LEAST_TICK_PX / view.pxPerUnit, 1);
  const { minX, maxX, minY, maxY } = visibleBounds(view, size);
  const text = (at: number) => formatTick(at, step).replace('-', '−');
  return {
    x: multiplesWithin([minX, maxX], step).map((x) => ({
      atPx: toFrame(view, size, { x, y: 0 }).x,
      text: text(x),
    })),
    y: multiplesWithin([minY, maxY], step).map((y) => ({
      atPx: toFrame(view, size, { x: 0, y }).y,
      text: text(y),
    })),
  };
}

/** prepareStripRows puts the name of each class beside its row of a strip plot, while rows are high enough to read. */
export function prepareStripRows(view: View, size: FrameSize, classes: readonly LatentClass[]): FrameTick[] {
  const rows = classes.map(({ name, centerY }) => ({
    atPx: toFrame(view, size, { x: 0, y: centerY }).y,
    text: name,
  }));
  const readable = rows.every(({ atPx }, i) => i === 0 || atPx - (rows[i - 1]?.atPx ?? 0) >= READABLE_ROW_PX);
  return readable ? rows.filter(({ atPx }) => atPx >= 0 && atPx <= size.height) : [];
}

/** preparePriorCircles are the circles at one, two and three standard deviations of the prior. */
export function preparePriorCircles(view: View, size: FrameSize): PriorCircle[] {
  const { x, y } = toFrame(view, size, { x: 0, y: 0 });
  return SIGMAS.map((sigma) => ({ sigma, x, y, radiusPx: sigma * view.pxPerUnit }));
}
