import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNats,
  formatNumber,
  formatTick,
} from './format-values.ts';

describe('formatNats', () => {
  it.each([
    [262.4567, '262.46'],
    [262, '262.00'],
    [1234.5, '1,234.50'],
    [null, '—'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ])('writes %s as %s', (value, text) => expect(formatNats(value)).toBe(text));
});

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [0.25, '0.25'],
    [1e-3, '0.001'],
    [1e-4, '1e-4'],
    [1e8, '1e8'],
    [1.9754580443136e13, '1.975e13'],
    [12_345, '12,350'],
    [null, '—'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('writes %s as %s', (value, text) => expect(formatNumber(value)).toBe(text));
});

describe('formatCount', () => {
  it.each([
    [1496.7, '1,497'],
    [60_000, '60,000'],
    [null, '—'],
  ])('writes %s as %s', (value, text) => expect(formatCount(value)).toBe(text));
});

describe('formatTick', () => {
  it.each([
    [0, 0.5, '0'],
    [0.5, 0.5, '0.5'],
    [0.000_02, 0.000_01, '0.00002'],
    [0.000_02, 0.01, '0.00002'],
    [385, 5, '385'],
    [244.92, 0.02, '244.92'],
    [244.94, 244.94 - 244.93, '244.94'],
    [5000, 1000, '5,000'],
    [20_000, 5000, '20K'],
    [12_500, 500, '12.5K'],
    [12_010, 2, '12,010'],
    [12_012, 2, '12,012'],
    [-1_250_000, 50_000, '-1.25M'],
    [1_234_567, 1, '1,234,567'],
  ])('writes %s beside another at a distance of %s as %s', (value, distance, text) =>
    expect(formatTick(value, distance)).toBe(text),
  );
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min 00 s'],
    [200_500, '3 min 20 s'],
    [3_600_000, '1 h 00 min'],
    [7_499_000, '2 h 04 min'],
    [null, '—'],
  ])('writes %s ms as %s', (durationMs, text) => expect(formatDuration(durationMs)).toBe(text));
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [1024, '1.00 KiB'],
    [1_045_000, '1021 KiB'],
    [4_316_000, '4.12 MiB'],
    [2 ** 31, '2.00 GiB'],
  ])('writes %s as %s', (sizeBytes, text) => expect(formatBytes(sizeBytes)).toBe(text));
});
