import { describe, expect, it } from 'vitest';
import { chartView, reducedSeries, stepAxis } from '../testing/charts.ts';
import { seriesOf } from '../testing/series.ts';
import { prepareMarkers, prepareRows } from './prepare-rows.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const valuesOf = (values: readonly number[], view: Parameters<typeof chartView>[0] = {}) =>
  prepareRows({ ...chartView(view), series: seriesOf('loss', values) }).rows.map((row) => row.value);

describe('prepareRows', () => {
  it.each([
    ['nothing', [], []],
    ['one point', [5], [5]],
    ['a zero: it is a value, not a gap', [1, 0], [1, 0]],
    ['a gap in the middle', [1, nan, 3], [1, null, 3]],
    ['only gaps', [nan, infinity], [null, null]],
  ])('%s', (_name, values, expected) => expect(valuesOf(values)).toEqual(expected));

  it('leaves out of a log scale what is zero or less, and counts it', () => {
    const { rows, leftOut } = prepareRows({
      ...chartView({ log: true }),
      series: seriesOf('a', [1, 0, -2, nan, 4]),
    });
    expect(rows.map((row) => row.value)).toEqual([1, null, null, null, 4]);
    expect(leftOut).toBe(2);
  });

  it('makes one place of a reduced pixel: from its lowest to its highest value, and their mean', () => {
    const axis = stepAxis(30);
    const { rows } = prepareRows({
      ...chartView({ axis }),
      series: reducedSeries('a', [
        [1, 300, 2],
        [null, null],
        [6, 8, 6.5],
      ]),
    });
    expect(rows.map(({ value, band }) => ({ value, band }))).toEqual([
      { value: 2, band: [1, 300] },
      { value: null, band: null },
      { value: 6.5, band: [6, 8] },
    ]);
  });

  it('keeps the nearest place outside the frame at either end, so that curves reach the edge', () => {
    const axis = { ...stepAxis(10), domain: [3, 5] as const };
    const { rows } = prepareRows({ ...chartView({ axis }), series: seriesOf('a', [1, 2, 3, 4, 5, 6, 7, 8]) });
    expect(rows.map((row) => row.step)).toEqual([2, 3, 4, 5, 6]);
  });

  it('smooths beside the value, not instead of it', () => {
    const { rows } = prepareRows({
      ...chartView({ smoothing: { weight: 0.25, unitSteps: 1 } }),
      series: seriesOf('a', [4, 1]),
    });
    expect(rows.map(({ value, smooth }) => [value, smooth])).toEqual([
      [4, 4],
      [1, 2],
    ]);
  });
});

describe('prepareMarkers', () => {
  const mark = (values: readonly number[], end = 10) =>
    prepareMarkers(seriesOf('a', values), stepAxis(end), (step) => `step ${step}`);

  it('marks each value that is not finite where it is', () => {
    expect(mark([1, nan, 3, infinity])).toEqual([
      { x: 2, label: 'step 2' },
      { x: 4, label: 'step 4' },
    ]);
  });

  it('marks the first one even where a reduced pixel hides it', () => {
    const series = { ...reducedSeries('a', [[1, 3]]), nonFinite: { count: 1, firstStep: 5 } };
    expect(prepareMarkers(series, stepAxis(10), String)).toEqual([{ x: 5, label: '5' }]);
  });

  it('marks nothing outside the frame, and no more than can be told apart', () => {
    expect(mark([1, nan, nan, nan], 3).map(({ x }) => x)).toEqual([2, 3]);
    expect(
      mark(
        Array.from({ length: 500 }, () => nan),
        500,
      ),
    ).toHaveLength(40);
  });
});
