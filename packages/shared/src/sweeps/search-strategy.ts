import type { ConfigKey } from '../config/run-config.ts';
import { randomStream } from '../random/index.ts';
import { countValues, drawValue, valueAt } from './search-space.ts';
import type { ParameterSpace, ParameterValues, SweepSpec } from './sweep-spec.ts';

/** SearchStrategy says which points of the search space are tried. It keeps no state: any point can be asked for, in any order. */
export interface SearchStrategy {
  /** How many points there are; Infinity when a grid has more than can be counted. */
  readonly count: number;
  /** suggest returns the values at a point, 0 … count − 1: of every key of the search space, those with one value included. */
  suggest(point: number): ParameterValues;
}

/** createSearchStrategy returns the strategy of a spec's method. */
export function createSearchStrategy(spec: SweepSpec): SearchStrategy {
  const strategy = spec.method === 'grid' ? createGrid(spec) : createRandomSearch(spec);
  return {
    count: strategy.count,
    suggest: (point) => {
      if (Number.isInteger(point) && point >= 0 && point < strategy.count) return strategy.suggest(point);
      throw new RangeError(
        `point: expected a whole number from 0 to ${strategy.count - 1}, received ${point}.`,
      );
    },
  };
}

/** All combinations, keys in alphabetical order, the last one changing fastest: the order of W&B's grid. */
function createGrid(spec: SweepSpec): SearchStrategy {
  const axes = listAxes(spec).map(([key, space]) => ({ key, space, size: countValues(space) ?? 0 }));
  const combinations = axes.reduce((product, { size }) => product * size, 1);
  return {
    count: Math.min(combinations, spec.runCap ?? Number.POSITIVE_INFINITY),
    suggest: (point) => {
      let rest = point;
      const values = axes.toReversed().map(({ key, space, size }) => {
        const index = rest % size;
        rest = Math.floor(rest / size);
        return [key, valueAt(space, index)] as const;
      });
      return Object.fromEntries(values.toReversed());
    },
  };
}

/** Each point has its own step of the sweep's stream, so that no draw depends on another. */
function createRandomSearch(spec: SweepSpec): SearchStrategy {
  const axes = listAxes(spec);
  return {
    count: spec.runCap ?? 0,
    suggest: (point) => {
      const stream = randomStream({ seed: spec.searchSeed, stream: 'sweep', step: point });
      const uniforms = stream.fillUniform(new Float32Array(axes.length));
      // The middle of the interval that 24 bits stand for: never 0, where a normal distribution has no value.
      const place = (axis: number) => (uniforms[axis] as number) + 2 ** -25;
      return Object.fromEntries(axes.map(([key, space], axis) => [key, drawValue(space, place(axis))]));
    },
  };
}

function listAxes({ parameters }: SweepSpec): [ConfigKey, ParameterSpace][] {
  const axes = Object.entries(parameters) as [ConfigKey, ParameterSpace][];
  return axes.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
