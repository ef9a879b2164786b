import { describe, expect, it } from 'vitest';
import { describeSearchStrategy } from '../testing/search-strategy-contract.ts';
import { createSearchStrategy } from './search-strategy.ts';
import { sweepDefaults } from './sweep-defaults.ts';
import type { SweepSpec } from './sweep-spec.ts';

const spec = (name: string, more: Partial<SweepSpec>): SweepSpec => ({
  ...sweepDefaults,
  name,
  method: 'grid',
  parameters: {},
  ...more,
});

const listed: SweepSpec['parameters'] = {
  beta: { kind: 'values', values: [0.5, 1, 4] },
  latentDim: { kind: 'range', distribution: 'int_uniform', min: 2, max: 5 },
  batchSize: { kind: 'range', distribution: 'q_uniform', min: 32, max: 128, q: 32 },
  architecture: { kind: 'value', value: 'mlp' },
};

describeSearchStrategy('grid', {
  create: createSearchStrategy,
  specs: [
    spec('all combinations', { parameters: listed }),
    spec('cut off', { parameters: listed, runCap: 7 }),
  ],
  grow: null,
});

const drawn: SweepSpec['parameters'] = {
  ...listed,
  learningRate: { kind: 'range', distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 },
  epochs: { kind: 'normal', distribution: 'q_normal', mu: 10, sigma: 2, q: 1 },
  freeBits: { kind: 'range', distribution: 'inv_log_uniform', min: 0, max: 3 },
};

describeSearchStrategy('random', {
  create: createSearchStrategy,
  specs: [
    spec('every distribution', { method: 'random', parameters: drawn, runCap: 50 }),
    spec('another seed', { method: 'random', parameters: drawn, runCap: 50, searchSeed: 7 }),
  ],
  grow: (grown) => ({ ...grown, runCap: (grown.runCap ?? 0) + 10 }),
});

describe('a grid', () => {
  const strategy = createSearchStrategy(spec('grid', { parameters: listed }));
  const points = Array.from({ length: strategy.count }, (_, point) => strategy.suggest(point));

  it('has every combination once', () => {
    expect(points).toHaveLength(3 * 4 * 3);
    expect(new Set(points.map((values) => JSON.stringify(values))).size).toBe(points.length);
  });

  it('changes the last key of the alphabet fastest, as W&B does', () => {
    expect(points.slice(0, 5).map(({ beta, latentDim }) => [beta, latentDim])).toEqual([
      [0.5, 2],
      [0.5, 3],
      [0.5, 4],
      [0.5, 5],
      [1, 2],
    ]);
  });

  it('counts what no list could hold', () => {
    const wide = { kind: 'range', distribution: 'int_uniform', min: 1, max: 1e9 } as const;
    const strategy = createSearchStrategy(spec('wide', { parameters: { epochs: wide, limit: wide } }));
    expect(strategy.count).toBe(1e18);
    expect(strategy.suggest(1e9 + 1)).toEqual({ epochs: 2, limit: 2 });
  });
});

describe('a random search', () => {
  const search = (searchSeed: number, parameters = drawn) =>
    createSearchStrategy(spec('random', { method: 'random', parameters, runCap: 400, searchSeed }));

  it('draws otherwise from another seed', () => {
    expect(search(1).suggest(0)).not.toEqual(search(2).suggest(0));
  });

  it('draws what it drew when it was written', () => {
    expect(
      search(1, { beta: listed.beta, learningRate: drawn.learningRate }).suggest(0),
    ).toMatchInlineSnapshot(`
      {
        "beta": 4,
        "learningRate": 0.003696718,
      }
    `);
  });

  it('spreads over its space', () => {
    const draws = Array.from({ length: 400 }, (_, point) => Number(search(1).suggest(point).learningRate));
    const inLowerDecade = draws.filter((value) => value < 1e-3).length;
    expect(inLowerDecade).toBeGreaterThan(160);
    expect(inLowerDecade).toBeLessThan(240);
  });
});
