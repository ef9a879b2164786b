import { describe, expect, it } from 'vitest';
import { chartLine, stepAxis } from '../testing/charts.ts';
import type { ChartRow } from './chart-model.ts';
import { describeAt, heightOf, readoutText, rowAt } from './readout.ts';

const line = chartLine('val', [
  [10, 1],
  [20, 2],
  [30, null],
]);
const row = (overrides: Partial<ChartRow>): ChartRow => ({
  step: 1,
  x: 1,
  value: 5,
  band: null,
  smooth: null,
  ...overrides,
});

describe('rowAt', () => {
  it.each([
    ['at a point', 20, 20],
    ['nearer to the one before', 14, 10],
    ['nearer to the one after', 16, 20],
    ['in a gap', 29, 30],
    ['just beyond an end', 31, 30],
    ['far beyond the last point', 40, null],
    ['far before the first', 0, null],
  ])('%s', (_name, x, step) => expect(rowAt(line, x, [0, 100])?.step ?? null).toBe(step));

  it('is null for a line without points', () => expect(rowAt({ rows: [] }, 5, [0, 100])).toBeNull());
});

describe('readoutText', () => {
  it.each([
    ['a value', row({}), 'strong', '5'],
    ['lowest and highest where steps share a pixel', row({ band: [4, 6] }), 'soft', '4 – 6'],
    ['the smoothed value where there is one', row({ band: [4, 6], smooth: 5.5 }), 'soft', '5.5'],
    ['the part itself, not where its area reaches', row({ band: [4, 9] }), 'area', '5'],
    ['NaN in a gap', row({ value: null }), 'strong', 'NaN'],
    ['a dash where there is no point', null, 'strong', '—'],
  ] as const)('%s', (_name, at, look, text) => expect(readoutText({ look }, at)).toBe(text));
});

describe('heightOf', () => {
  it.each([
    [row({}), 'strong', 5],
    [row({ smooth: 5.5 }), 'strong', 5.5],
    [row({ band: [4, 9] }), 'area', 9],
    [row({ value: null }), 'strong', null],
  ] as const)('%o as %s', (at, look, height) => expect(heightOf({ look }, at)).toBe(height));
});

describe('describeAt', () => {
  it('says the place and the value of each line in sight', () => {
    const lines = [line, chartLine('hidden', [[10, 9]], { hidden: true }), chartLine('other', [[10, 3]])];
    expect(describeAt({ lines, xAxis: stepAxis(100) }, 10)).toBe('step 10 · epoch 0.10, val 1, other 3');
  });
});
