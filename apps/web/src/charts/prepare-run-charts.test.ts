import { describe, expect, it } from 'vitest';
import { seriesOf } from '../testing/series.ts';
import { chooseKlDimensions, prepareKlDimensionsChart } from './prepare-kl-dimensions-chart.ts';
import { prepareActiveUnitsChart, prepareKlChart, prepareThroughputChart } from './prepare-run-charts.ts';

const progress = { totalSteps: 10, totalEpochs: 2 };

describe('prepareKlChart', () => {
  it('begins at zero, in nats per image', () => {
    const chart = prepareKlChart({ series: [seriesOf('val_kl_loss', [5, 6])], progress });
    expect(chart.yAxis.domain[0]).toBe(0);
    expect(chart.yAxis.label).toBe('nats/image');
  });
});

describe('prepareActiveUnitsChart', () => {
  it('ends at all dimensions, so that unused ones are seen', () => {
    const chart = prepareActiveUnitsChart({
      series: [seriesOf('active_units', [3])],
      progress,
      latentDim: 16,
    });
    expect(chart.yAxis.domain[0]).toBe(0);
    expect(chart.yAxis.domain[1]).toBeGreaterThanOrEqual(16);
  });
});

describe('prepareThroughputChart', () => {
  it('counts images per second from zero', () => {
    const chart = prepareThroughputChart({ series: [seriesOf('images_per_second', [1400, 1500])], progress });
    expect(chart.yAxis).toMatchObject({ label: 'images/s' });
    expect(chart.yAxis.domain[0]).toBe(0);
  });
});

describe('chooseKlDimensions', () => {
  const summaryOf = (values: readonly (number | null)[]) =>
    Object.fromEntries(values.map((last, i) => [`val_kl_dimension/${i}`, { last }]));

  it('takes the largest last KL first and leaves other metrics out', () => {
    const chosen = chooseKlDimensions({ ...summaryOf([0.1, 2, 0.5]), val_kl_loss: { last: 99 } });
    expect(chosen.names).toEqual(['val_kl_dimension/1', 'val_kl_dimension/2', 'val_kl_dimension/0']);
    expect(chosen.total).toBe(3);
  });

  it('takes at most 20', () => {
    const chosen = chooseKlDimensions(summaryOf(Array.from({ length: 128 }, (_, i) => i)));
    expect(chosen.names).toHaveLength(20);
    expect(chosen.names[0]).toBe('val_kl_dimension/127');
    expect(chosen.total).toBe(128);
  });

  it('puts dimensions without a finite value last', () => {
    const chosen = chooseKlDimensions(summaryOf([null, Number.NaN, 1]));
    expect(chosen.names[0]).toBe('val_kl_dimension/2');
  });
});

describe('prepareKlDimensionsChart', () => {
  const chart = (shown: number, total: number) => {
    const names = Array.from({ length: shown }, (_, i) => `val_kl_dimension/${i}`);
    return prepareKlDimensionsChart({
      series: names.map((name) => seriesOf(name, [1])),
      chosen: { names, total },
      progress,
    });
  };

  it('says when it does not show all', () => {
    expect(chart(20, 128).notes).toEqual(['The 20 of 128 dimensions with the largest last KL.']);
    expect(chart(2, 2).notes).toEqual([]);
  });

  it('keeps the colour of a dimension whatever its rank', () => {
    const colorOf = (names: string[]) =>
      prepareKlDimensionsChart({
        series: names.map((name) => seriesOf(name, [1])),
        chosen: { names, total: 2 },
        progress,
      }).lines.find((line) => line.id === 'val_kl_dimension/1')?.color;
    expect(colorOf(['val_kl_dimension/0', 'val_kl_dimension/1'])).toBe(
      colorOf(['val_kl_dimension/1', 'val_kl_dimension/0']),
    );
  });
});
