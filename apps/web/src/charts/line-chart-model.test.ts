import { describe, expect, it } from 'vitest';
import { type ChartLine, lastValueOf, readoutAt, splitAtGaps, toRows } from './line-chart-model.ts';

const line = (id: string, ...segments: [number, number][][]): ChartLine => ({
  id,
  label: id,
  color: 'teal',
  faint: false,
  segments: segments.map((segment) => segment.map(([step, value]) => ({ step, value }))),
});

describe('splitAtGaps', () => {
  it.each([
    ['nothing', [], [], []],
    ['one point', [5], [1], [[5]]],
    ['no gap', [1, 2, 3], [1, 2, 3], [[1, 2, 3]]],
    ['a gap in the middle', [1, 2, 3, 4], [1, null, 3, 4], [[1], [3, 4]]],
    ['gaps at the ends', [1, 2, 3], [null, 2, null], [[2]]],
    ['two gaps in a row', [1, 2, 3, 4], [1, null, null, 4], [[1], [4]]],
    ['only gaps', [1, 2], [null, null], []],
  ])('%s', (_name, steps, values, expected) => {
    const segments = splitAtGaps({ steps, values });
    expect(segments.map((segment) => segment.map((point) => point.step))).toEqual(expected);
  });

  it('keeps a zero: it is a value, not a gap', () => {
    expect(splitAtGaps({ steps: [1, 2], values: [0, 1] })).toEqual([
      [
        { step: 1, value: 0 },
        { step: 2, value: 1 },
      ],
    ]);
  });
});

describe('toRows', () => {
  it('merges lines by step, in order, and leaves out what a line has no point for', () => {
    expect(
      toRows([
        line('a', [[1, 10]], [[3, 30]]),
        line('b', [
          [2, 5],
          [3, 6],
        ]),
      ]),
    ).toEqual([
      { step: 1, 'a#0': 10 },
      { step: 2, 'b#0': 5 },
      { step: 3, 'a#1': 30, 'b#0': 6 },
    ]);
  });
});

describe('readoutAt', () => {
  const lines = [
    line('train', [
      [1, 10],
      [2, 20],
      [3, 30],
    ]),
    line('val', [[2, 7]]),
  ];
  const at = (step: number) => readoutAt(lines, step).map(({ line: { id }, point }) => [id, point.value]);

  it.each([
    [1, [['train', 10]]],
    [
      2,
      [
        ['train', 20],
        ['val', 7],
      ],
    ],
    [3, [['train', 30]]],
    [0, []],
  ])('at step %i', (step, expected) => expect(at(step)).toEqual(expected));

  it('gives the newest value at or before a step between two points', () => {
    expect(
      readoutAt(
        [
          line('a', [
            [1, 10],
            [9, 90],
          ]),
        ],
        5,
      )[0]?.point.value,
    ).toBe(10);
  });
});

describe('lastValueOf', () => {
  it('is null for a line without a point', () => {
    expect(lastValueOf(line('a'))).toBeNull();
    expect(lastValueOf(line('a', [[1, 2]], [[3, 4]]))).toBe(4);
  });
});
