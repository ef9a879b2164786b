import { describe, expect, it } from 'vitest';
import { chartView } from '../testing/charts.ts';
import { seriesOf } from '../testing/series.ts';
import type { SeriesValues } from './chart-model.ts';
import { isSamePlot } from './is-same-plot.ts';
import { prepareLineChart } from './prepare-line-chart.ts';
import { prepareStackedChart } from './prepare-stacked-chart.ts';

const view = chartView();
const lineChart = (series: SeriesValues, overrides: Partial<typeof view> = {}) => ({
  model: prepareLineChart({
    id: 'loss',
    title: 'Loss',
    series: [series],
    styles: [{ name: 'loss', label: 'train', color: 'teal' }],
    unit: 'nats',
    view: { ...view, ...overrides },
  }),
});
const stack = (values: readonly number[]) => ({
  model: prepareStackedChart({
    id: 'kl',
    title: 'KL',
    parts: [{ name: 'a', label: 'a', color: 'teal', series: seriesOf('a', values) }],
    unit: 'nats',
    view,
  }),
});

describe('isSamePlot', () => {
  const series = seriesOf('loss', [3, 2, 1]);

  it('is true for a series that has not changed, looked at in the same way', () => {
    expect(isSamePlot(lineChart(series), lineChart(series))).toBe(true);
  });

  it.each([
    ['other points', lineChart(seriesOf('loss', [3, 2, 1]))],
    ['a log scale', lineChart(series, { log: true })],
    ['smoothing', lineChart(series, { smoothing: { weight: 0.5, unitSteps: 1 } })],
    ['another axis', lineChart(series, { axis: { ...view.axis } })],
    ['a hidden line', lineChart(series, { hidden: new Set(['loss']) })],
  ])('is false with %s', (_name, changed) => {
    expect(isSamePlot(lineChart(series), changed)).toBe(false);
  });

  it('compares the parts of a stack by what they hold', () => {
    expect(isSamePlot(stack([1, 2]), stack([1, 2]))).toBe(true);
    expect(isSamePlot(stack([1, 2]), stack([2, 2]))).toBe(false);
  });
});
