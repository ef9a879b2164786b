/** Where one looks on the plane, and how near: one scale for both directions, y upwards. Pure. */

/** View is the place in the middle of the frame, and pixels to a unit of the plane. */
export type View = { readonly centerX: number; readonly centerY: number; readonly pxPerUnit: number };

/** FrameSize is the frame in CSS pixels. */
export type FrameSize = { readonly width: number; readonly height: number };

/** Bounds are a rectangle of the plane. */
export type Bounds = {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
};

/** Place is a point: of the plane, or of the frame in pixels from its upper left corner. */
export type Place = { readonly x: number; readonly y: number };

/** Share of the frame that stays free round what is fitted. */
const ROOM = 0.06;
const SMALLEST_SPAN = 1e-3;
const SCALE_LIMITS = { min: 1e-3, max: 1e6 } as const;

/** fitView shows all of some bounds. */
export function fitView({ minX, maxX, minY, maxY }: Bounds, { width, height }: FrameSize): View {
  const spanX = Math.max(maxX - minX, SMALLEST_SPAN);
  const spanY = Math.max(maxY - minY, SMALLEST_SPAN);
  const pxPerUnit = Math.min(width / spanX, height / spanY) * (1 - 2 * ROOM);
  return { centerX: (minX + maxX) / 2, centerY: (minY + maxY) / 2, pxPerUnit: limitScale(pxPerUnit) };
}

/** zoomAt changes the scale by a factor and leaves one place of the frame where it is. */
export function zoomAt(view: View, size: FrameSize, at: Place, factor: number): View {
  const fixed = toPlane(view, size, at);
  const pxPerUnit = limitScale(view.pxPerUnit * factor);
  return {
    pxPerUnit,
    centerX: fixed.x - (at.x - size.width / 2) / pxPerUnit,
    centerY: fixed.y + (at.y - size.height / 2) / pxPerUnit,
  };
}

/** panBy moves the picture by pixels, as a hand would. */
export function panBy(view: View, dxPx: number, dyPx: number): View {
  return {
    ...view,
    centerX: view.centerX - dxPx / view.pxPerUnit,
    centerY: view.centerY + dyPx / view.pxPerUnit,
  };
}

/** toFrame returns where a place of the plane is in the frame. */
export function toFrame(view: View, { width, height }: FrameSize, { x, y }: Place): Place {
  return {
    x: width / 2 + (x - view.centerX) * view.pxPerUnit,
    y: height / 2 - (y - view.centerY) * view.pxPerUnit,
  };
}

/** toPlane returns which place of the plane is at a place of the frame. */
export function toPlane(view: View, { width, height }: FrameSize, { x, y }: Place): Place {
  return {
    x: view.centerX + (x - width / 2) / view.pxPerUnit,
    y: view.centerY - (y - height / 2) / view.pxPerUnit,
  };
}

/** visibleBounds are the part of the plane that the frame shows. */
export function visibleBounds(view: View, size: FrameSize): Bounds {
  const { x: minX, y: maxY } = toPlane(view, size, { x: 0, y: 0 });
  const { x: maxX, y: minY } = toPlane(view, size, { x: size.width, y: size.height });
  return { minX, maxX, minY, maxY };
}

/** boundsOf returns the bounds of finite points, or null when there are none. `xy` holds x and y in turn. */
export function boundsOf(xy: Float32Array): Bounds | null {
  let minX = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i] as number;
    const y = xy[i + 1] as number;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  return minX <= maxX ? { minX, maxX, minY, maxY } : null;
}

/** unionOf returns the bounds that hold both. */
export function unionOf(a: Bounds, b: Bounds): Bounds {
  return {
    minX: Math.min(a.minX, b.minX),
    maxX: Math.max(a.maxX, b.maxX),
    minY: Math.min(a.minY, b.minY),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

function limitScale(pxPerUnit: number): number {
  return Math.min(SCALE_LIMITS.max, Math.max(SCALE_LIMITS.min, pxPerUnit));
}
