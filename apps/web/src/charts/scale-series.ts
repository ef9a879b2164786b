import type { SeriesValues } from './chart-model.ts';

/** Series in a unit that people read: a line of bytes is drawn in GiB. Files keep what was logged. */

/** What was made of a series last: rows are prepared, and lines drawn, again only where a series is another one. */
const scaled = new WeakMap<SeriesValues, { readonly unit: number; readonly result: SeriesValues }>();

/** scaleSeries returns a series in a unit that is so many of those that were logged. The same series in the same unit is the same again. */
export function scaleSeries(series: SeriesValues, unit: number): SeriesValues {
  const last = scaled.get(series);
  if (last?.unit === unit) return last.result;
  const result = divide(series, unit);
  scaled.set(series, { unit, result });
  return result;
}

function divide(series: SeriesValues, unit: number): SeriesValues {
  const toUnit = (value: number | null) => (value === null ? null : value / unit);
  const { values, pixels } = series;
  return {
    ...series,
    values: values.map(toUnit),
    pixels: pixels && { ...pixels, means: pixels.means.map(toUnit) },
  };
}
