import { describe, expect, it } from 'vitest';
import { countValues, drawValue, findSpaceEnds, valueAt } from './search-space.ts';
import {
  normalDistributions,
  type ParameterSpace,
  type RangeDistribution,
  rangeDistributions,
} from './sweep-spec.ts';

const range = (distribution: RangeDistribution, min: number, max: number, q?: number): ParameterSpace => ({
  kind: 'range',
  distribution,
  min,
  max,
  ...(q !== undefined && { q }),
});
const normal = (distribution: (typeof normalDistributions)[number], mu: number, sigma: number, q?: number) =>
  ({ kind: 'normal', distribution, mu, sigma, ...(q !== undefined && { q }) }) as const;

const justAbove0 = 2 ** -25;
const justBelow1 = 1 - 2 ** -25;

/** W&B's documented distributions: the least value, the one in the middle, and the greatest. */
const documented: [string, ParameterSpace, [number, number, number]][] = [
  ['uniform: a real between min and max', range('uniform', 0, 0.1), [0, 0.05, 0.1]],
  ['int_uniform: a whole number, both ends included', range('int_uniform', 5, 10), [5, 8, 10]],
  ['q_uniform: round(X / q) · q', range('q_uniform', 0, 1, 0.25), [0, 0.5, 1]],
  ['q_uniform: multiples of q, not steps from min', range('q_uniform', 1, 9, 2), [2, 6, 8]],
  [
    'log_uniform: exp(min) … exp(max)',
    range('log_uniform', -9, -2),
    [Math.exp(-9), Math.exp(-5.5), Math.exp(-2)],
  ],
  ['log_uniform_values: min … max', range('log_uniform_values', 1e-4, 1e-2), [1e-4, 1e-3, 1e-2]],
  ['q_log_uniform: round(X / q) · q of log_uniform', range('q_log_uniform', 0, Math.log(64), 4), [0, 8, 64]],
  [
    'q_log_uniform_values: the batch size of W&B’s tutorial',
    range('q_log_uniform_values', 32, 256, 8),
    [32, 88, 256],
  ],
  [
    'inv_log_uniform: log(1 / X) between min and max',
    range('inv_log_uniform', 2, 9),
    [Math.exp(-9), Math.exp(-5.5), Math.exp(-2)],
  ],
  [
    'inv_log_uniform_values: X between min and max',
    range('inv_log_uniform_values', 1e-4, 1e-2),
    [1e-4, 1e-3, 1e-2],
  ],
];

describe('the distributions of W&B between two ends', () => {
  it.each(documented)('%s', (_what, space, [low, middle, high]) => {
    for (const [place, value] of [
      [justAbove0, low],
      [0.5, middle],
      [justBelow1, high],
    ] as const) {
      expect(drawValue(space, place)).toBeCloseTo(value, 6);
    }
    const ends = findSpaceEnds(space, 'random');
    expect(ends?.low).toBeCloseTo(low, 6);
    expect(ends?.high).toBeCloseTo(high, 6);
  });

  it('are all here', () => {
    const tested = new Set(documented.map(([, space]) => (space.kind === 'range' ? space.distribution : '')));
    expect([...tested].toSorted()).toEqual([...rangeDistributions].toSorted());
  });

  it('have every whole number of int_uniform equally often', () => {
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 600; i++) {
      const value = drawValue(range('int_uniform', -2, 3), (i + 0.5) / 600);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({ '-2': 100, '-1': 100, 0: 100, 1: 100, 2: 100, 3: 100 });
  });

  it('yield multiples of q without the noise of floats, and no negative zero', () => {
    expect(drawValue(range('q_uniform', 0, 1, 0.1), 0.3)).toBe(0.3);
    expect(Object.is(drawValue(range('q_uniform', -1, 1, 1), 0.45), 0)).toBe(true);
  });
});

describe('the distributions of W&B around a mean', () => {
  /** The quantile at one sigma above the mean. */
  const oneSigma = 0.8413447460685429;

  it.each([
    ['normal', normal('normal', 100, 10), [100, 110]],
    ['q_normal', normal('q_normal', 100, 10, 4), [100, 112]],
    ['log_normal', normal('log_normal', 0, 1), [1, Math.E]],
    ['q_log_normal', normal('q_log_normal', 3, 1, 5), [20, 55]],
  ] as const)('%s', (_what, space, [median, above]) => {
    expect(drawValue(space, 0.5)).toBeCloseTo(median, 5);
    expect(drawValue(space, oneSigma)).toBeCloseTo(above, 5);
  });

  it('have their ends at three sigma', () => {
    expect(findSpaceEnds(normal('normal', 10, 2), 'random')).toEqual({ low: 4, high: 16 });
    expect(findSpaceEnds(normal('q_normal', 10, 2, 5), 'random')).toEqual({ low: 5, high: 15 });
  });

  it('yield finite numbers to the last bit of a draw', () => {
    for (const distribution of normalDistributions) {
      const space = normal(distribution, 0, 1, distribution.startsWith('q_') ? 1 : undefined);
      expect(Number.isFinite(drawValue(space, justAbove0)), distribution).toBe(true);
      expect(Number.isFinite(drawValue(space, justBelow1)), distribution).toBe(true);
    }
  });
});

describe('listed values', () => {
  const draw = (space: ParameterSpace, count: number) =>
    Array.from({ length: count }, (_, i) => drawValue(space, (i + 0.5) / count));

  it('are drawn equally often (categorical), or by their probabilities', () => {
    expect(draw({ kind: 'values', values: [1, 2] }, 4)).toEqual([1, 1, 2, 2]);
    const weighted = { kind: 'values', values: [1, 2, 4], probabilities: [0.25, 0, 0.75] } as const;
    expect(draw(weighted, 4)).toEqual([1, 4, 4, 4]);
  });

  it('never yield what has probability 0, though the others sum to a little less than 1', () => {
    const space = { kind: 'values', values: [1, 2, 4], probabilities: [0.3, 0.6999999, 0] } as const;
    expect(drawValue(space, justBelow1)).toBe(2);
  });

  it('are one value when constant', () => {
    expect(draw({ kind: 'value', value: 'mlp' }, 2)).toEqual(['mlp', 'mlp']);
  });
});

describe('the values of a grid', () => {
  it.each<[string, ParameterSpace, unknown[]]>([
    ['one value', { kind: 'value', value: 7 }, [7]],
    ['a list, as it stands', { kind: 'values', values: [4, 1, 2] }, [4, 1, 2]],
    ['int_uniform, both ends included', range('int_uniform', 2, 5), [2, 3, 4, 5]],
    ['q_uniform from min, without max', range('q_uniform', 0, 1, 0.25), [0, 0.25, 0.5, 0.75]],
    ['q_uniform in steps from min', range('q_uniform', 1, 10, 2), [1, 3, 5, 7, 9]],
    ['q_uniform without the noise of floats', range('q_uniform', 1, 1.3, 0.1), [1, 1.1, 1.2]],
  ])('%s', (_what, space, values) => {
    const count = countValues(space) ?? 0;
    expect(Array.from({ length: count }, (_, index) => valueAt(space, index))).toEqual(values);
  });

  it('do not exist in a continuous range', () => {
    for (const [, space] of documented) {
      if (space.kind !== 'range' || ['int_uniform', 'q_uniform'].includes(space.distribution)) continue;
      expect(countValues(space), space.distribution).toBeNull();
      expect(() => valueAt(space, 0)).toThrow(/continuous/);
    }
  });
});
