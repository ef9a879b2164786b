import type { SeriesValues } from '../charts/chart-model.ts';

/** seriesOf makes a series at steps 1, 2, 3…; a value that is not finite is a gap, counted as the server counts it. */
export function seriesOf(name: string, values: readonly number[]): SeriesValues {
  const firstGap = values.findIndex((value) => !Number.isFinite(value));
  return {
    name,
    steps: values.map((_, i) => i + 1),
    values: values.map((value) => (Number.isFinite(value) ? value : null)),
    stepsPerPixel: 1,
    pixels: null,
    nonFinite: {
      count: values.filter((value) => !Number.isFinite(value)).length,
      firstStep: firstGap === -1 ? null : firstGap + 1,
    },
  };
}
