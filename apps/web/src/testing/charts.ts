import type { ChartLine, SeriesValues, StepAxis } from '../charts/chart-model.ts';
import type { ChartView } from '../charts/prepare-line-chart.ts';
import { prepareStepAxis } from '../charts/prepare-step-axis.ts';

/** stepAxis is an axis over the steps 0 to `end`. */
export function stepAxis(end: number): StepAxis {
  return prepareStepAxis({
    mode: 'step',
    end,
    length: { totalSteps: end, totalEpochs: 1 },
    clock: null,
  });
}

/** chartView looks at all of a run of 10 steps, unsmoothed. */
export function chartView(overrides: Partial<ChartView> = {}): ChartView {
  return {
    axis: stepAxis(10),
    zoomed: false,
    log: false,
    smoothing: { weight: 0, unitSteps: 1 },
    hidden: new Set(),
    ...overrides,
  };
}

/** chartLine is a line with a value at each of the given places. */
export function chartLine(
  id: string,
  pairs: readonly (readonly [number, number | null])[],
  overrides: Partial<ChartLine> = {},
): ChartLine {
  return {
    id,
    label: id,
    color: 'teal',
    look: 'strong',
    hidden: false,
    rows: pairs.map(([step, value]) => ({ step, x: step, value, band: null, smooth: null })),
    last: pairs.at(-1)?.[1] ?? null,
    lastStep: pairs.at(-1)?.[0] ?? null,
    ...overrides,
  };
}

/** reducedSeries is a series as the server reduces it: a lowest and a highest value for every ten steps, and their mean. */
export function reducedSeries(
  name: string,
  pairs: readonly (readonly [low: number | null, high: number | null, mean?: number])[],
): SeriesValues {
  return {
    name,
    steps: pairs.flatMap((_, i) => [i * 10 + 3, i * 10 + 6]),
    values: pairs.flatMap((pair) => [pair[0], pair[1]]),
    stepsPerPixel: 10,
    pixels: { originStep: 3, means: pairs.map(([low, , mean]) => mean ?? low) },
    nonFinite: { count: 0, firstStep: null },
  };
}
