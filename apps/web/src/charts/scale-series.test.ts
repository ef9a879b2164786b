import { describe, expect, it } from 'vitest';
import { reducedSeries } from '../testing/charts.ts';
import { seriesOf } from '../testing/series.ts';
import { scaleSeries } from './scale-series.ts';

describe('scaleSeries', () => {
  it('divides the values, and leaves steps, name and gaps as they are', () => {
    expect(scaleSeries(seriesOf('memory', [512, Number.NaN, 2048]), 1024)).toEqual({
      ...seriesOf('memory', [512, Number.NaN, 2048]),
      values: [0.5, null, 2],
    });
  });

  it('divides the means of a reduced series too', () => {
    const { values, pixels } = scaleSeries(
      reducedSeries('memory', [
        [2, 6, 3],
        [null, null],
      ]),
      2,
    );
    expect(values).toEqual([1, 3, null, null]);
    expect(pixels).toEqual({ originStep: 3, means: [1.5, null] });
  });

  it('is the very same for the same series, so that its line is not drawn again', () => {
    const series = seriesOf('memory', [1, 2]);
    const first = scaleSeries(series, 2);
    expect(scaleSeries(series, 2)).toBe(first);
    expect(scaleSeries(series, 4).values).toEqual([0.25, 0.5]);
    expect(scaleSeries(seriesOf('memory', [1, 2]), 2)).not.toBe(first);
  });
});
