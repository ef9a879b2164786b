import type { Latents } from '@laten/shared';
import { type CsvValue, writeCsv } from '../../format/write-csv.ts';
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
  const rows = Array.from(shown, (i): CsvValue[] => [
    latents.imageIndex[i] ?? null,
    latents.labels[i] ?? null,
    classNameOf(latents.labels[i] ?? 0, names),
    ...zMean.subarray(i * latentDim, (i + 1) * latentDim),
    ...(projected ? [xy[i * 2] ?? null, xy[i * 2 + 1] ?? null] : []),
  ]);
  return writeCsv([header, ...rows]);
}
