import { presets } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { seriesOf } from '../testing/series.ts';
import { lastValueOf } from './line-chart-model.ts';
import { describeLineChart } from './prepare-line-chart.ts';
import { type LossChartConfig, lossSeriesNames, prepareLossChart } from './prepare-loss-chart.ts';

const reference: LossChartConfig = presets['fashion-mnist-conv'];
const progress = { totalSteps: 100, totalEpochs: 5 };
const prepare = (
  series: Parameters<typeof prepareLossChart>[0]['series'],
  config: Partial<LossChartConfig> = {},
) => prepareLossChart({ series, config: { ...reference, ...config }, progress });

describe('prepareLossChart', () => {
  it('draws batches faint and validation strong, each part in one colour', () => {
    const { lines } = prepare([
      seriesOf('val_reconstruction_loss', [250]),
      seriesOf('reconstruction_loss', [300, 260]),
      seriesOf('val_nelbo', [262]),
      seriesOf('loss', [310, 270]),
    ]);
    expect(lines.map(({ id, color, faint }) => [id, color, faint])).toEqual([
      ['loss', 'indigo', true],
      ['reconstruction_loss', 'teal', true],
      ['val_nelbo', 'indigo', false],
      ['val_reconstruction_loss', 'teal', false],
    ]);
  });

  it('says the unit and what kind of pixels', () => {
    expect(prepare([]).yAxis.label).toBe('nats/image, grey pixels');
    expect(prepare([], { likelihood: 'bernoulli-binarized' }).yAxis.label).toBe(
      'nats/image, binarised pixels',
    );
  });

  it('shows floor and mean image on Fashion-MNIST with grey Bernoulli pixels, within the frame', () => {
    const { references, yAxis } = prepare([seriesOf('val_nelbo', [262])]);
    expect(references.map((reference) => reference.value)).toEqual([189.86, 385.02]);
    expect(yAxis.domain[0]).toBeLessThan(189.86);
    expect(yAxis.domain[1]).toBeGreaterThan(385.02);
  });

  it.each([
    { dataset: '/data/letters' },
    { likelihood: 'gaussian' as const },
    { likelihood: 'bernoulli-binarized' as const },
  ])('shows neither where they do not hold: %o', (config) => {
    expect(prepare([seriesOf('val_nelbo', [262])], config).references).toEqual([]);
  });

  it.each([
    [{ beta: 1 }, false],
    [{ beta: 4 }, true],
    [{ betaWarmupEpochs: 2 }, true],
    [{ freeBits: 0.5 }, true],
  ])('asks for val_loss only where it differs from val_nelbo: %o → %s', (config, asked) => {
    expect(lossSeriesNames({ ...reference, ...config }).includes('val_loss')).toBe(asked);
  });

  it('keeps the untrained first batches from stretching the frame, and says how many lie outside', () => {
    const batches = [540, 500, ...Array.from({ length: 98 }, (_, i) => 300 - i * 0.1)];
    const { yAxis, notes } = prepare([seriesOf('loss', batches)]);
    expect(yAxis.domain[1]).toBeLessThan(400);
    expect(notes).toEqual(['2 points lie above the frame.']);
  });

  it('never cuts a validation value off', () => {
    const { yAxis, notes } = prepare([seriesOf('val_nelbo', [900, 300, 290, 280])]);
    expect(yAxis.domain[1]).toBeGreaterThan(900);
    expect(notes).toEqual([]);
  });

  it('leaves a gap at NaN and names the series and the step', () => {
    const { lines, notes } = prepare([seriesOf('loss', [300, Number.NaN, 290, Number.POSITIVE_INFINITY])]);
    expect(lines[0]?.segments.map((segment) => segment.length)).toEqual([1, 1]);
    expect(notes).toEqual(['loss, train: 2 values are not finite numbers, the first at step 2.']);
  });

  it('draws a single point', () => {
    const { lines, yAxis } = prepare([seriesOf('val_nelbo', [262])]);
    expect(lines[0] && lastValueOf(lines[0])).toBe(262);
    expect(yAxis.ticks.length).toBeGreaterThan(1);
  });

  it('is empty, with a frame and no references, before the first point', () => {
    const chart = prepare([seriesOf('loss', [Number.NaN])]);
    expect(chart.lines[0]?.segments).toEqual([]);
    expect(chart.references).toEqual([]);
    expect(chart.yAxis.domain[1]).toBeGreaterThan(chart.yAxis.domain[0]);
  });

  it('is described in words', () => {
    expect(describeLineChart(prepare([seriesOf('val_nelbo', [270, 262.25])]))).toBe(
      'Loss in nats/image, grey pixels. val_nelbo: last 262.25.',
    );
  });
});
