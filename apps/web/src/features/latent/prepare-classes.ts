import type { Latents } from '@laten/shared';
import { t } from '../../messages/index.ts';

/** The classes of the images on the plane: their names, numbers, middles, and which are shown. Pure. */

/** LatentClass is a class of images and where it lies. */
export type LatentClass = {
  readonly label: number;
  readonly name: string;
  readonly count: number;
  readonly centerX: number;
  readonly centerY: number;
  /** Root mean square distance of its images from the middle. */
  readonly spread: number;
};

/**
 * prepareClasses sums up each class that has images, by label. Images whose position is no number count, but lie nowhere.
 * On a strip, y is no position, and the spread is that of x alone.
 */
export function prepareClasses({
  labels,
  xy,
  names,
  strip,
}: {
  labels: Uint8Array;
  xy: Float32Array;
  names: readonly string[] | null;
  strip: boolean;
}): LatentClass[] {
  const sums = new Map<number, { count: number; placed: number; x: number; y: number; squares: number }>();
  labels.forEach((label, i) => {
    const sum = sums.get(label) ?? { count: 0, placed: 0, x: 0, y: 0, squares: 0 };
    sums.set(label, sum);
    sum.count += 1;
    const [x, y] = [xy[i * 2] as number, xy[i * 2 + 1] as number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    sum.placed += 1;
    sum.x += x;
    sum.y += y;
    sum.squares += strip ? x * x : x * x + y * y;
  });
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([label, { count, placed, x, y, squares }]) => {
      const [centerX, centerY] = [x / placed, y / placed];
      const variance = squares / placed - centerX ** 2 - (strip ? 0 : centerY ** 2);
      return {
        label,
        name: classNameOf(label, names),
        count,
        centerX,
        centerY,
        spread: Math.sqrt(Math.max(0, variance)),
      };
    });
}

/** classNameOf names a class: by the dataset, or by its label. */
export function classNameOf(label: number, names: readonly string[] | null): string {
  return names?.[label] ?? t('latent.class', { label });
}

/** HiddenClasses are the labels of the classes that are not shown. */
export type HiddenClasses = ReadonlySet<number>;

/** toggleClass hides a class, or shows it again. */
export function toggleClass(hidden: HiddenClasses, label: number): HiddenClasses {
  const next = new Set(hidden);
  if (!next.delete(label)) next.add(label);
  return next;
}

/** isolateClass shows one class alone; when it is alone already, all of them. */
export function isolateClass(hidden: HiddenClasses, label: number, labels: readonly number[]): HiddenClasses {
  const others = labels.filter((other) => other !== label);
  const alone = !hidden.has(label) && others.every((other) => hidden.has(other));
  return new Set(alone ? [] : others);
}

/** shownPoints returns the numbers of the images to draw: of classes that are shown, with a position. */
export function shownPoints(
  latents: Pick<Latents, 'labels'>,
  xy: Float32Array,
  hidden: HiddenClasses,
): Uint32Array {
  const shown = new Uint32Array(latents.labels.length);
  let count = 0;
  latents.labels.forEach((label, i) => {
    if (hidden.has(label) || !Number.isFinite(xy[i * 2]) || !Number.isFinite(xy[i * 2 + 1])) return;
    shown[count] = i;
    count += 1;
  });
  return shown.slice(0, count);
}

/** countUnplaced tells how many images have a position that is no number. */
export function countUnplaced(xy: Float32Array): number {
  let count = 0;
  for (let i = 0; i < xy.length; i += 2) {
    if (!Number.isFinite(xy[i]) || !Number.isFinite(xy[i + 1])) count += 1;
  }
  return count;
}
