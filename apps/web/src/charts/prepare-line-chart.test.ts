import { describe, expect, it } from 'vitest';
import { chartView, reducedSeries, stepAxis } from '../testing/charts.ts';
import { seriesOf } from '../testing/series.ts';
import { isEmptyChart } from './chart-model.ts';
import { describeChart, type LineChartInput, prepareLineChart } from './prepare-line-chart.ts';

const prepare = (overrides: Partial<LineChartInput> = {}) =>
  prepareLineChart({
    id: 'loss',
    title: 'Loss',
    series: [],
    styles: [
      { name: 'loss', label: 'train', color: 'indigo', look: 'soft' },
      { name: 'val_nelbo', label: 'val_nelbo', color: 'indigo' },
    ],
    unit: 'nats/image',
    view: chartView(),
    ...overrides,
  });

const batches = [540, 500, ...Array.from({ length: 98 }, (_, i) => 300 - i * 0.1)];
const long = (overrides: Parameters<typeof chartView>[0] = {}) =>
  chartView({ axis: stepAxis(100), ...overrides });

describe('prepareLineChart', () => {
  it('draws the series that have a style, in the order of the styles', () => {
    const { lines } = prepare({
      series: [seriesOf('val_nelbo', [262]), seriesOf('unknown', [1]), seriesOf('loss', [310, 270])],
    });
    expect(lines.map(({ id, look, last, lastStep }) => [id, look, last, lastStep])).toEqual([
      ['loss', 'soft', 270, 2],
      ['val_nelbo', 'strong', 262, 1],
    ]);
  });

  it('keeps the untrained first batches from stretching the frame, and says how many lie outside', () => {
    const { yAxis, notes } = prepare({ series: [seriesOf('loss', batches)], view: long() });
    expect(yAxis.domain[1]).toBeLessThan(400);
    expect(notes).toEqual(['2 points lie above the frame.']);
  });

  it.each([
    ['on a log scale, which has room for them', { log: true }],
    ['when a person has chosen the part', { zoomed: true }],
  ])('cuts nothing off %s', (_name, view) => {
    const { yAxis, notes } = prepare({ series: [seriesOf('loss', batches)], view: long(view) });
    expect(yAxis.domain[1]).toBeGreaterThan(540);
    expect(notes).toEqual([]);
  });

  it('cuts nothing off that does not flatten the rest', () => {
    const noisy = Array.from({ length: 100 }, (_, i) => 300 + (i % 7));
    expect(prepare({ series: [seriesOf('loss', noisy)], view: long() }).notes).toEqual([]);
  });

  it('never cuts a strong line off', () => {
    const { yAxis, notes } = prepare({ series: [seriesOf('val_nelbo', [900, 300, 290, 280])] });
    expect(yAxis.domain[1]).toBeGreaterThan(900);
    expect(notes).toEqual([]);
  });

  it('frames what is in sight, not the hidden lines and not the rows beyond the edge', () => {
    const series = [seriesOf('loss', [900, 300, 290, 280]), seriesOf('val_nelbo', [262, 261, 260, 10])];
    const axis = { ...stepAxis(10), domain: [2, 3] as const };
    const { yAxis } = prepare({ series, view: chartView({ axis, zoomed: true, hidden: new Set(['loss']) }) });
    expect(yAxis.domain[0]).toBeGreaterThan(250);
    expect(yAxis.domain[1]).toBeLessThan(270);
  });

  it('shows references that are near and names those that would flatten the curves', () => {
    const references = [
      { value: 189.86, label: 'floor' },
      { value: 385.02, label: 'mean image' },
    ];
    const near = prepare({ series: [seriesOf('val_nelbo', [320, 240])], references });
    expect(near.references.map(({ label }) => label)).toEqual(['floor', 'mean image']);
    expect(near.yAxis.domain[0]).toBeLessThan(189.86);
    expect(near.notes).toEqual([]);
    const far = prepare({ series: [seriesOf('val_nelbo', [262, 240])], references });
    expect(far.references).toEqual([]);
    expect(far.notes).toEqual(['Outside the frame: floor 189.86, mean image 385.02.']);
  });

  it('marks values that are not finite, and names the series and the step', () => {
    const { markers, notes } = prepare({
      series: [seriesOf('loss', [300, Number.NaN, 290, Number.NEGATIVE_INFINITY])],
    });
    expect(markers.map(({ x }) => x)).toEqual([2, 4]);
    expect(markers[0]?.label).toBe('train: not a finite number at step 2');
    expect(notes).toEqual(['train: 2 values are not finite numbers, the first at step 2.']);
  });

  it('says that steps share a pixel, and how many values a log scale leaves out', () => {
    expect(prepare({ series: [reducedSeries('loss', [[1, 3]])] }).notes).toEqual([
      'Band: lowest to highest of each 10 steps; line: their mean. Zoom in for every step.',
    ]);
    expect(prepare({ series: [seriesOf('loss', [1, 0, -1])], view: chartView({ log: true }) }).notes).toEqual(
      ['2 values of zero or less have no place on a log scale.'],
    );
  });

  it('rings the best point unless its line is hidden', () => {
    const best = { line: 'val_nelbo', step: 2, value: 260, label: 'best' };
    const series = [seriesOf('val_nelbo', [262, 260])];
    expect(prepare({ series, best }).best).toEqual({ x: 2, value: 260, label: 'best' });
    expect(prepare({ series, best, view: chartView({ hidden: new Set(['val_nelbo']) }) }).best).toBeNull();
  });

  it.each([false, true])('has a frame before the first point, log: %s', (log) => {
    const chart = prepare({ series: [seriesOf('loss', [Number.NaN])], view: chartView({ log }) });
    expect(isEmptyChart(chart)).toBe(true);
    expect(chart.yAxis.domain[1]).toBeGreaterThan(chart.yAxis.domain[0]);
    expect(chart.yAxis.ticks.length).toBeGreaterThan(1);
  });

  it('draws a single point', () => {
    const { lines, yAxis } = prepare({ series: [seriesOf('val_nelbo', [262])] });
    expect(lines[0]?.rows.map((row) => row.value)).toEqual([262]);
    expect(yAxis.ticks.length).toBeGreaterThan(1);
  });
});

describe('describeChart', () => {
  it('says what is shown', () => {
    expect(describeChart(prepare({ series: [seriesOf('val_nelbo', [270, 262.25])] }))).toBe(
      'Loss in nats/image. val_nelbo: last 262.3.',
    );
  });
});
