import { describe, expect, it } from 'vitest';
import { roughDuration } from './rough-duration.ts';

describe('roughDuration', () => {
  it.each([
    [48_000, '48 s'],
    [83_000, '1 min 23 s'],
    [120_000, '2 min'],
    [222_000, '4 min'],
    [3_599_000, '1 h 00 min'],
    [7_441_000, '2 h 04 min'],
  ])('%d ms', (durationMs, text) => expect(roughDuration(durationMs)).toBe(text));
});
