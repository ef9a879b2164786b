import type { LatentClass } from './prepare-classes.ts';
import { type FrameSize, toFrame, type View } from './view.ts';

/** PlacedName is the name of a class, and where its middle is written, in pixels of the frame. */
export type PlacedName = {
  readonly label: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
};

const LINE_PX = 15;
const CHARACTER_PX = 7.6;

/** placeNames writes each name at the middle of its class, or below the names that stand there already. */
export function placeNames(classes: readonly LatentClass[], view: View, size: FrameSize): PlacedName[] {
  const placed: PlacedName[] = [];
  const wanted = classes
    .map(({ label, name, centerX, centerY }) => ({
      label,
      name,
      ...toFrame(view, size, { x: centerX, y: centerY }),
    }))
    .filter(({ x, y }) => x >= 0 && x <= size.width && y >= 0 && y <= size.height)
    .sort((a, b) => a.y - b.y);
  for (const name of wanted) {
    let { y } = name;
    // Downwards only, and the lowest obstacle last: one pass finds the first free line.
    for (const other of [...placed].sort((a, b) => a.y - b.y)) {
      if (touch(name, other) && Math.abs(other.y - y) < LINE_PX) y = other.y + LINE_PX;
    }
    placed.push({ ...name, y });
  }
  return placed;
}

function touch(a: PlacedName, b: PlacedName): boolean {
  return Math.abs(a.x - b.x) < ((a.name.length + b.name.length) / 2) * CHARACTER_PX;
}
