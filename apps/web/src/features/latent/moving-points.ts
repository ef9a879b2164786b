import type { PaintedPoints, PointsPainter } from './painted-points.ts';
import type { FrameSize, View } from './view.ts';

/** How points go from one epoch to the next. Knows no React and no clock of its own. */

/** ScenePoints are points to show: which images they are, in the order of `xy`, and what they belong to. */
export type ScenePoints = PaintedPoints & {
  readonly imageIndex: Uint32Array;
  /** Changes with the epoch: points then move. */
  readonly frameKey: string;
  /** Changes with the axes: points of other axes do not move, they are replaced. */
  readonly planeKey: string;
};

/** PointScene shows points through a painter, and moves them. */
export type PointScene = {
  /** show replaces the points; they move to their places when only the epoch is another, unless `still`. */
  show(points: ScenePoints, still: boolean): void;
  /** look changes the view. */
  look(view: View, size: FrameSize): void;
  stop(): void;
};

/** FrameClock calls back before the next frame with the time in milliseconds, as requestAnimationFrame does. */
export type FrameClock = {
  request(callback: (nowMs: number) => void): number;
  cancel(request: number): void;
};

/** Points take so long to move: about a frame of a film of many epochs, and long enough to be followed. */
export const MOVE_MS = 320;

/** createPointScene draws with a painter. */
export function createPointScene(painter: PointsPainter, clock: FrameClock = browserClock): PointScene {
  let points: ScenePoints | null = null;
  let looking: [View, FrameSize] | null = null;
  /** Where the points are drawn now; during a move, between two epochs. */
  let drawnXy: Float32Array = new Float32Array();
  let request: number | null = null;

  const paint = () => {
    if (points && looking) painter.paint({ ...points, xy: drawnXy }, ...looking);
  };
  const stop = () => {
    if (request !== null) clock.cancel(request);
    request = null;
  };
  const move = (from: Float32Array, to: Float32Array) => {
    let startMs: number | null = null;
    const step = (nowMs: number) => {
      startMs ??= nowMs;
      const share = Math.min(1, (nowMs - startMs) / MOVE_MS);
      drawnXy = share < 1 ? mix(from, to, easeInOut(share)) : to;
      paint();
      request = share < 1 ? clock.request(step) : null;
    };
    request = clock.request(step);
  };
  return {
    show: (next, still) => {
      const before = points;
      const moves = !still && before?.planeKey === next.planeKey && before.frameKey !== next.frameKey;
      const from = moves ? startOfMove(before.imageIndex, drawnXy, next.imageIndex, next.xy) : null;
      const onTheWay =
        request !== null && before?.frameKey === next.frameKey && before.planeKey === next.planeKey;
      points = next;
      // Only colours or the choice of classes changed: what is under way goes on from where it is.
      const goOn = onTheWay ? startOfMove(before.imageIndex, drawnXy, next.imageIndex, next.xy) : null;
      stop();
      const start = from ?? goOn;
      drawnXy = start ?? next.xy;
      if (start) move(start, next.xy);
      paint();
    },
    look: (view, size) => {
      looking = [view, size];
      if (request === null) paint();
    },
    stop,
  };
}

const browserClock: FrameClock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (request) => cancelAnimationFrame(request),
};

/**
 * startOfMove returns where each image was before, in the order it has now; an image that was not there starts where it
 * ends. Null when the images are others altogether.
 */
export function startOfMove(
  before: Uint32Array,
  xyBefore: Float32Array,
  after: Uint32Array,
  xyAfter: Float32Array,
): Float32Array | null {
  const places = new Map<number, number>();
  before.forEach((image, i) => {
    places.set(image, i);
  });
  let found = 0;
  const start = xyAfter.slice();
  after.forEach((image, i) => {
    const place = places.get(image);
    if (place === undefined) return;
    found += 1;
    start[i * 2] = xyBefore[place * 2] as number;
    start[i * 2 + 1] = xyBefore[place * 2 + 1] as number;
  });
  return found > 0 ? start : null;
}

/** easeInOut maps the share of the time to the share of the way: slow, quick, slow. */
export function easeInOut(share: number): number {
  return share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
}

/** mix returns the points at a share of the way between two states. */
export function mix(from: Float32Array, to: Float32Array, share: number): Float32Array {
  return from.map((start, i) => start + ((to[i] as number) - start) * share);
}
