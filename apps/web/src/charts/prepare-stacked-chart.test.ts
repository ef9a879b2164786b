import { describe, expect, it } from 'vitest';
import { chartView, reducedSeries } from '../testing/charts.ts';
import { seriesOf } from '../testing/series.ts';
import { prepareStackedChart, restOf } from './prepare-stacked-chart.ts';

const part = (name: string, values: readonly number[]) => ({
  name,
  label: name,
  color: 'teal' as const,
  series: seriesOf(name, values),
});
const bandsOf = (view: Parameters<typeof chartView>[0] = {}, b: readonly number[] = [10, 20]) =>
  prepareStackedChart({
    id: 'kl',
    title: 'KL',
    parts: [part('a', [1, 2]), part('b', b)],
    unit: 'nats',
    view: chartView(view),
  }).lines.map((line) => line.rows.map((row) => row.band));

describe('prepareStackedChart', () => {
  it('puts each part on top of those before it', () => {
    expect(bandsOf()).toEqual([
      [
        [0, 1],
        [0, 2],
      ],
      [
        [1, 11],
        [2, 22],
      ],
    ]);
  });

  it('gives a hidden part no room', () => {
    expect(bandsOf({ hidden: new Set(['a']) })[1]).toEqual([
      [0, 10],
      [0, 20],
    ]);
  });

  it('leaves a gap where a part has no finite value', () => {
    expect(bandsOf({}, [10, Number.NaN])[1]).toEqual([[1, 11], null]);
  });

  it('marks where a part that is shown is not a finite number', () => {
    const markersOf = (hidden: ReadonlySet<string>) =>
      prepareStackedChart({
        id: 'kl',
        title: 'KL',
        parts: [part('a', [1, 2]), part('b', [10, Number.NaN])],
        unit: 'nats',
        view: chartView({ hidden }),
      }).markers;
    expect(markersOf(new Set())).toEqual([{ x: 2, label: 'b: not a finite number at step 2' }]);
    expect(markersOf(new Set(['b']))).toEqual([]);
  });

  it('is linear and begins at zero, and says so when a log scale was asked for', () => {
    const chart = prepareStackedChart({
      id: 'kl',
      title: 'KL',
      parts: [part('a', [1, 0])],
      unit: 'nats',
      view: chartView({ log: true }),
    });
    expect(chart.yAxis).toMatchObject({ scale: 'linear', domain: [0, 1.05] });
    expect(chart.notes).toEqual(['Parts that add up are drawn on a linear scale.']);
  });
});

describe('restOf', () => {
  it.each([
    ['what the parts leave', [10, 12], [3, 4], [7, 8]],
    ['nothing below zero, where rounding would make it', [3, 4], [3.0001, 4], [0, 0]],
    ['a gap where the total is one', [Number.NaN, 5], [1, 1], [null, 4]],
    ['all where a part is missing', [5, 5], [1], [4, 5]],
  ])('is %s', (_name, total, values, expected) => {
    expect(restOf('rest', seriesOf('total', total), [seriesOf('a', values)]).values).toEqual(expected);
  });

  it('leaves of a reduced pixel the mean less those of the parts', () => {
    const total = reducedSeries('total', [
      [1, 90, 10],
      [null, null],
    ]);
    const rest = restOf('rest', total, [reducedSeries('a', [[1, 9, 4]]), reducedSeries('b', [[1, 9, 5]])]);
    expect(rest.pixels?.means).toEqual([1, null]);
  });
});
