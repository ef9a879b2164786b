import type { Latents } from '@laten/shared';
import type { Plane } from './plane.ts';
import { classNameOf } from './prepare-classes.ts';

/** writePointsCsv writes the shown images: index, label, class, all of z, and x and y where the plane is not of z itself. */
export function writePointsCsv(input: {
  latents: Latents;
  shown: ArrayLike<number>;
  xy: Float32Array;
  plane: Plane;
  projected: boolean;
  names: readonly string[] | null;
}): string {
  const { latents, shown, xy, plane, projected, names } = input;
  const { latentDim, zMean } = latents;
  const header = [
    'imageIndex',
    'label',
    'class',
    ...Array.from({ length: latentDim }, (_, d) => `z${d}`),
    ...(projected ? [plane.xLabel, plane.yLabel ?? ''] : []),
  ];
  const rows = Array.from(shown, (i) => [
    latents.imageIndex[i],
    latents.labels[i],
    classNameOf(latents.labels[i] ?? 0, names),
    ...zMean.subarray(i * latentDim, (i + 1) * latentDim),
    ...(projected ? [xy[i * 2], xy[i * 2 + 1]] : []),
  ]);
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
