import { describe, expect, it } from 'vitest';
import type { SearchStrategy } from '../sweeps/search-strategy.ts';
import type { ParameterSpace, ParameterValues, SweepSpec } from '../sweeps/sweep-spec.ts';

/** SearchStrategyHarness is a strategy under test. */
export type SearchStrategyHarness = {
  create(spec: SweepSpec): SearchStrategy;
  /** Search spaces that the strategy serves; with more than one point each. */
  readonly specs: readonly SweepSpec[];
  /** The same search with further points behind the present ones; null for a strategy that has none. */
  grow: ((spec: SweepSpec) => SweepSpec) | null;
};

/** describeSearchStrategy is the contract of a SearchStrategy. Every strategy passes all of it. */
export function describeSearchStrategy(name: string, { create, specs, grow }: SearchStrategyHarness): void {
  describe.each(specs.map((spec) => [spec.name, spec] as const))(`${name}: %s`, (_name, spec) => {
    const strategy = create(spec);
    const points = Array.from({ length: strategy.count }, (_, point) => point);

    it('has points', () => {
      expect(strategy.count).toBeGreaterThan(1);
    });

    it('suggests the same at a point whenever, and after whatever, it is asked', () => {
      const inOrder = points.map((point) => strategy.suggest(point));
      const backwards = points.toReversed().map((point) => create(spec).suggest(point));
      expect(backwards.toReversed()).toEqual(inOrder);
    });

    it('does not depend on the order in which the keys stand', () => {
      const turned = Object.fromEntries(Object.entries(spec.parameters).toReversed());
      const other = create({ ...spec, parameters: turned });
      for (const point of points) expect(other.suggest(point)).toEqual(strategy.suggest(point));
    });

    it('gives every key a value of its space', () => {
      for (const point of points) expectInside(spec, strategy.suggest(point));
    });

    it('refuses a point that is none', () => {
      for (const point of [-1, 0.5, strategy.count])
        expect(() => strategy.suggest(point)).toThrow(RangeError);
    });

    if (!grow) return;
    it('keeps its points when it grows', () => {
      const grown = create(grow(spec));
      expect(grown.count).toBeGreaterThan(strategy.count);
      for (const point of points) expect(grown.suggest(point)).toEqual(strategy.suggest(point));
    });
  });
}

function expectInside({ parameters }: SweepSpec, values: ParameterValues): void {
  expect(Object.keys(values).toSorted()).toEqual(Object.keys(parameters).toSorted());
  for (const [key, space] of Object.entries(parameters)) {
    expect(isInside(space, values[key]), `${key}=${JSON.stringify(values[key])}`).toBe(true);
  }
}

/** Written from W&B's words, not from the code under test. */
function isInside(space: ParameterSpace, value: unknown): boolean {
  if (space.kind === 'value') return value === space.value;
  if (space.kind === 'values') return space.values.includes(value as never);
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (space.kind === 'normal') {
    return space.distribution.includes('log') ? value >= 0 : Math.abs(value - space.mu) < 7 * space.sigma + 1;
  }
  const slack = (space.q ?? 0) / 2 + 1e-9;
  const [low, high] = endsOf(space);
  return value >= low - slack && value <= high + slack && isWholeIfAsked(space.distribution, value);
}

function endsOf({ distribution, min, max }: Extract<ParameterSpace, { kind: 'range' }>): [number, number] {
  if (distribution === 'inv_log_uniform') return [Math.exp(-max), Math.exp(-min)];
  return distribution === 'log_uniform' || distribution === 'q_log_uniform'
    ? [Math.exp(min), Math.exp(max)]
    : [min, max];
}

function isWholeIfAsked(distribution: string, value: number): boolean {
  return distribution !== 'int_uniform' || Number.isInteger(value);
}
