import { metricDefinitions, presets } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { chartView } from '../../../testing/charts.ts';
import { seriesOf } from '../../../testing/series.ts';
import { chooseKlDimensions, prepareKlDimensionsChart } from './prepare-kl-dimensions.ts';
import { lossSeriesNames } from './prepare-loss-charts.ts';
import {
  type ChartedRun,
  chartedSeriesNames,
  prepareRunCharts,
  seriesNamesOf,
} from './prepare-run-charts.ts';

const run = (overrides: Partial<ChartedRun> = {}): ChartedRun => ({
  config: presets['fashion-mnist-conv'],
  summary: {},
  progress: { totalSteps: 10, totalEpochs: 2 },
  ...overrides,
});
const none = { last: null, best: null, bestStep: null };
const summaryOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, none]));
const registered = metricDefinitions.map(({ name }) => name.replace('*', '0'));
const prepare = (
  charted: ChartedRun,
  series = [seriesOf('val_reconstruction_loss', [262, 240])],
  othersPage = 0,
) => prepareRunCharts({ run: charted, series, view: chartView(), othersPage });
const chartOf = (charted: ChartedRun, id: string, series?: Parameters<typeof prepare>[1]) => {
  const chart = prepare(charted, series)
    .flatMap((group) => group.charts)
    .find((candidate) => candidate.id === id);
  if (!chart) throw new Error(`There is no chart "${id}".`);
  return chart;
};

describe('prepareRunCharts', () => {
  it('has a group for each question, and one for what no other chart draws', () => {
    const groups = prepare(run({ summary: summaryOf(['lr', 'val_nelbo', 'gpu']) }));
    expect(groups.map(({ id, charts }) => [id, charts.map((chart) => chart.title)])).toEqual([
      ['loss', ['Objective', 'Reconstruction', 'KL divergence']],
      ['latent', ['KL per dimension', 'Active units']],
      ['system', ['Throughput']],
      ['other', ['gpu', 'lr']],
    ]);
    expect(prepare(run()).map(({ id }) => id)).not.toContain('other');
  });

  it.each([
    [0, 0, 24, '1 to 24 of 40, by name.'],
    [1, 1, 16, '25 to 40 of 40, by name.'],
    [9, 1, 16, '25 to 40 of 40, by name.'],
  ])('draws unknown metrics by pages, and asks the server for no more (page %i)', (page, at, shown, note) => {
    const names = Array.from({ length: 40 }, (_, i) => `metric${i + 10}`);
    const charted = run({ summary: summaryOf(names) });
    const other = prepare(charted, [], page).find(({ id }) => id === 'other');
    const drawn = names.slice(at * 24, at * 24 + shown);
    expect(other?.charts.map(({ title }) => title)).toEqual(drawn);
    expect(other).toMatchObject({ note, page: { at, count: 2 } });
    expect(chartedSeriesNames(charted, page).filter((name) => name.startsWith('metric'))).toEqual(drawn);
  });

  it.each([
    [1, ['val_loss', 'test_loss']],
    [4, []],
  ])(
    'draws each metric of the registry in its group, at beta %d all but equals of another: %o',
    (beta, equal) => {
      const charted = run({
        config: { ...presets['fashion-mnist-conv'], beta },
        summary: summaryOf(registered),
      });
      const groups = prepare(
        charted,
        registered.map((name) => seriesOf(name, [1])),
      );
      const drawn = groups.flatMap(({ charts }) => charts.flatMap(({ lines }) => lines.map(({ id }) => id)));
      expect(groups.map(({ id }) => id)).toEqual(['loss', 'latent', 'system']);
      expect([...drawn, ...equal].sort()).toEqual([...registered].sort());
      expect([...chartedSeriesNames(charted, 0), ...equal].sort()).toEqual([...registered].sort());
    },
  );

  it('draws what else was logged in charts of its own, and no dimension of the latent space', () => {
    const names = ['system/temperature', ...Array.from({ length: 30 }, (_, i) => `val_kl_dimension/${i}`)];
    const other = prepare(run({ summary: summaryOf(names) })).find(({ id }) => id === 'other');
    expect(other?.charts.map(({ title }) => title)).toEqual(['system/temperature']);
  });

  it('asks for no more series than one request may name, whatever was logged', () => {
    const many = Array.from({ length: 200 }, (_, i) => [`metric${i}`, `val_kl_dimension/${i}`]).flat();
    const names = [...many, ...registered];
    const config = { ...presets['fashion-mnist-conv'], beta: 4 };
    expect(chartedSeriesNames(run({ config, summary: summaryOf(names) }), 3).length).toBeLessThanOrEqual(64);
  });

  it('says the unit and what kind of pixels', () => {
    expect(chartOf(run(), 'loss').yAxis.label).toBe('nats/image, grey pixels');
    const config = { ...presets['fashion-mnist-conv'], likelihood: 'bernoulli-binarized' as const };
    expect(chartOf(run({ config }), 'loss').yAxis.label).toBe('nats/image, binarised pixels');
    expect(chartOf(run(), 'kl').yAxis.label).toBe('nats/image');
  });

  it('shows floor and mean image on Fashion-MNIST with grey Bernoulli pixels', () => {
    const series = [seriesOf('val_reconstruction_loss', [320, 240])];
    const values = chartOf(run(), 'reconstruction', series).references.map((reference) => reference.value);
    expect(values).toEqual([189.86, 385.02]);
  });

  it.each([
    { dataset: '/data/letters' },
    { likelihood: 'gaussian' as const },
    { likelihood: 'bernoulli-binarized' as const },
  ])('shows neither where they do not hold: %o', (change) => {
    const config = { ...presets['fashion-mnist-conv'], ...change };
    const { references, notes } = chartOf(run({ config }), 'reconstruction', [
      seriesOf('val_reconstruction_loss', [320, 240]),
    ]);
    expect([references, notes]).toEqual([[], []]);
  });

  it('rings the best val_nelbo and says its epoch', () => {
    const summary = { val_nelbo: { last: 262, best: 260.5, bestStep: 5 } };
    expect(chartOf(run({ summary }), 'loss').best).toEqual({ x: 5, value: 260.5, label: 'best, epoch 1' });
    expect(chartOf(run(), 'loss').best).toBeNull();
  });

  it.each([
    [{ beta: 1 }, false],
    [{ beta: 4 }, true],
    [{ betaWarmupEpochs: 2 }, true],
    [{ freeBits: 0.5 }, true],
  ])('draws val_loss only where it differs from val_nelbo: %o → %s', (change, drawn) => {
    expect(lossSeriesNames({ ...presets['fashion-mnist-conv'], ...change }).includes('val_loss')).toBe(drawn);
  });

  it('ends active units at all dimensions, so that unused ones are seen', () => {
    const config = { ...presets['fashion-mnist-conv'], latentDim: 16 };
    const { yAxis } = chartOf(run({ config }), 'activeUnits', [seriesOf('active_units', [3])]);
    expect(yAxis.domain[0]).toBe(0);
    expect(yAxis.domain[1]).toBeGreaterThanOrEqual(16);
  });
});

describe('seriesNamesOf', () => {
  it('names all dimensions for the file, not only those drawn', () => {
    const summary = summaryOf(Array.from({ length: 30 }, (_, i) => `val_kl_dimension/${i}`));
    expect(seriesNamesOf({ id: 'klDimensions', lines: [] }, run({ summary }))).toHaveLength(31);
    expect(seriesNamesOf(chartOf(run(), 'reconstruction'), run())).toEqual(['val_reconstruction_loss']);
  });
});

describe('chooseKlDimensions', () => {
  const lastOf = (values: readonly (number | null)[]) =>
    Object.fromEntries(values.map((last, i) => [`val_kl_dimension/${i}`, { last }]));

  it('takes those with the largest last KL, by index, and leaves other metrics out', () => {
    const chosen = chooseKlDimensions({ ...lastOf([0.1, 2, 0.5]), val_kl_loss: { last: 99 } });
    expect(chosen).toEqual({
      names: ['val_kl_dimension/0', 'val_kl_dimension/1', 'val_kl_dimension/2'],
      total: 3,
    });
  });

  it('takes as many as there are colours', () => {
    const chosen = chooseKlDimensions(lastOf(Array.from({ length: 128 }, (_, i) => i)));
    expect(chosen.names).toHaveLength(9);
    expect(chosen.names[0]).toBe('val_kl_dimension/119');
    expect(chosen.total).toBe(128);
  });

  it('prefers any finite value to none', () => {
    const values = [null, Number.NaN, ...Array.from({ length: 9 }, () => 0)];
    expect(chooseKlDimensions(lastOf(values)).names[0]).toBe('val_kl_dimension/2');
  });
});

describe('prepareKlDimensionsChart', () => {
  const chart = (indices: readonly number[], total = indices.length) => {
    const names = indices.map((index) => `val_kl_dimension/${index}`);
    return prepareKlDimensionsChart({
      series: [...names.map((name) => seriesOf(name, [1])), seriesOf('val_kl_loss', [5])],
      chosen: { names, total },
      view: chartView(),
    });
  };

  it('puts the others together on top, and says how many they are', () => {
    const { lines, notes } = chart([0, 7], 64);
    expect(lines.map(({ label, rows }) => [label, rows[0]?.band])).toEqual([
      ['z0', [0, 1]],
      ['z7', [1, 2]],
      ['62 others', [2, 5]],
    ]);
    expect(notes).toEqual(['The 2 of 64 dimensions with the largest last KL; the others together.']);
    expect(chart([0, 1]).notes).toEqual([]);
  });

  it('keeps the colour of a dimension whatever its rank, and gives no two the same', () => {
    const colorsOf = (indices: readonly number[]) => chart(indices).lines.map((line) => line.color);
    expect(colorsOf([1, 2])[0]).toBe(colorsOf([0, 1])[1]);
    expect(new Set(colorsOf([0, 9, 18, 27])).size).toBe(4);
  });
});
