/** What the keys do on the plane. Pure. */

/** PlaneCommand is what a key asks for. `move` is in pixels, y downwards. */
export type PlaneCommand =
  | { readonly type: 'move'; readonly dx: number; readonly dy: number }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'fit' | 'pin' | 'leave' };

/** ZOOM_FACTOR is one step of a zoom button or key. */
export const ZOOM_FACTOR = 1.5;

const STEP_PX = 8;
const WIDE_STEP_PX = 40;
const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** planeCommandOf returns what a key means, or null when the browser should have it. */
export function planeCommandOf(event: {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): PlaneCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const direction = directions[event.key];
  if (direction) {
    const px = event.shiftKey ? WIDE_STEP_PX : STEP_PX;
    return { type: 'move', dx: direction[0] * px, dy: direction[1] * px };
  }
  switch (event.key) {
    case '+':
    case '=':
      return { type: 'zoom', factor: ZOOM_FACTOR };
    case '-':
    case '_':
      return { type: 'zoom', factor: 1 / ZOOM_FACTOR };
    case '0':
      return { type: 'fit' };
    case 'Enter':
      return { type: 'pin' };
    case 'Escape':
      return { type: 'leave' };
    default:
      return null;
  }
}
