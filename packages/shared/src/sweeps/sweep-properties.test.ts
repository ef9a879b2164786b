import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config/resolve-config.ts';
import { limits } from '../limits.ts';
import { countTrials, growSpec, planTrials } from './plan-trials.ts';
import { readSweepSpec } from './read-sweep-spec.ts';
import type { SweepSpec } from './sweep-spec.ts';
import { writeSweepFile } from './write-sweep-file.ts';

/** Random search spaces, as files. They are drawn inside what the config takes, so that every one can be read. */

type Json = Record<string, unknown>;

const ordered = (arbitrary: fc.Arbitrary<number>) =>
  fc
    .tuple(arbitrary, arbitrary)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const list = (value: fc.Arbitrary<unknown>) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: (item) => JSON.stringify(item) });

const constant = (value: fc.Arbitrary<unknown>) => value.map((value) => ({ value }) as Json);
const values = (value: fc.Arbitrary<unknown>) => list(value).map((values) => ({ values }) as Json);
const ends = (distribution: string | undefined, range: fc.Arbitrary<readonly [number, number]>) =>
  range.map(([min, max]) => ({ ...(distribution && { distribution }), min, max }) as Json);
const stepped = (
  distribution: string,
  range: fc.Arbitrary<readonly [number, number]>,
  q: fc.Arbitrary<number>,
) => fc.tuple(ends(distribution, range), q).map(([space, q]) => ({ ...space, q }) as Json);

const latentDim = fc.integer({ min: 1, max: 64 });
const beta = real(0, 100);
const learningRate = real(limits.learningRate.min, limits.learningRate.max);

/** What a grid can try. */
const listedSpaces = {
  latentDim: fc.oneof(
    constant(latentDim),
    values(latentDim),
    ends(undefined, ordered(fc.integer({ min: 1, max: 6 }))),
    stepped('q_uniform', ordered(fc.integer({ min: 4, max: 20 })), fc.integer({ min: 3, max: 5 })),
  ),
  beta: fc.oneof(constant(beta), values(beta)),
  learningRate: fc.oneof(constant(learningRate), values(learningRate)),
  limit: fc.oneof(constant(fc.constant(null)), values(fc.option(fc.integer({ min: 1, max: 60_000 })))),
  deterministic: values(fc.boolean()),
};

/** What only a random search can draw. */
const drawnSpaces = {
  latentDim: fc.oneof(
    listedSpaces.latentDim,
    stepped(
      'q_log_uniform_values',
      ordered(fc.integer({ min: 4, max: 1000 })),
      fc.integer({ min: 1, max: 4 }),
    ),
    stepped('q_log_uniform', ordered(real(2, 6)), fc.constant(1)),
    fc.record({
      distribution: fc.constant('q_normal'),
      mu: real(40, 60),
      sigma: real(0.5, 7),
    }) as fc.Arbitrary<Json>,
  ),
  beta: fc.oneof(
    listedSpaces.beta,
    ends('uniform', ordered(beta)),
    ends('log_uniform', ordered(real(-20, 13))),
    ends('inv_log_uniform', ordered(real(-13, 20))),
    ends('int_uniform', ordered(fc.integer({ min: 0, max: 1_000_000 }))),
    fc.record({
      distribution: fc.constant('log_normal'),
      mu: real(-3, 3),
      sigma: real(0.1, 1),
    }) as fc.Arbitrary<Json>,
  ),
  learningRate: fc.oneof(
    ends('log_uniform_values', ordered(learningRate)),
    ends('inv_log_uniform_values', ordered(learningRate)),
  ),
  limit: listedSpaces.limit,
};

const shared = {
  seeds: fc.integer({ min: 1, max: 3 }),
  base: fc.oneof(
    fc.constantFrom('tiny', 'mlp'),
    fc.record({ preset: fc.constant('mlp'), seed: fc.nat(), epochs: fc.integer({ min: 1, max: 9 }) }),
  ),
  labels: fc.array(fc.stringMatching(/^[a-z0-9_-]{1,8}$/), { maxLength: 3 }),
  retries: fc.oneof(
    fc.nat({ max: 5 }),
    fc.record({ failed: fc.nat({ max: 5 }), lost: fc.integer({ min: 1, max: 9 }) }),
  ),
};

const gridFile = fc.record(
  {
    method: fc.constant('grid'),
    parameters: fc.record(listedSpaces, { requiredKeys: ['latentDim'] }),
    run_cap: fc.integer({ min: 1, max: 40 }),
    ...shared,
  },
  { requiredKeys: ['method', 'parameters'] },
);
const randomFile = fc.record(
  {
    method: fc.constant('random'),
    parameters: fc.record(drawnSpaces, { requiredKeys: ['beta'] }),
    run_cap: fc.integer({ min: 1, max: 20 }),
    search_seed: fc.nat(),
    ...shared,
  },
  { requiredKeys: ['method', 'parameters', 'run_cap'] },
);
const file = fc.oneof(gridFile, randomFile);

const read = (value: unknown): SweepSpec => readSweepSpec(value, { defaultThreads: 1 }).spec;
const plan = (spec: SweepSpec) => planTrials(spec, { from: 0, to: countTrials(spec) }, { defaultThreads: 1 });
const runs = { numRuns: 150 };

describe('every search space', () => {
  it('is written as a file that is read as the same space', () => {
    fc.assert(
      fc.property(file, (value) => {
        const spec = read(value);
        expect(read(writeSweepFile(spec))).toEqual(spec);
        expect(read(JSON.parse(JSON.stringify(writeSweepFile(spec))))).toEqual(spec);
      }),
      runs,
    );
  });

  it('has as many trials as it counts, each with a config that is valid and with the values that it names', () => {
    fc.assert(
      fc.property(file, (value) => {
        const spec = read(value);
        const trials = plan(spec);
        expect(trials.map(({ trial }) => trial)).toEqual(
          Array.from({ length: countTrials(spec) }, (_, i) => i),
        );
        for (const { config, parameters } of trials) {
          expect(parseConfig(config)).toEqual(config);
          expect(config).toMatchObject(parameters);
        }
      }),
      runs,
    );
  });

  it('keeps its trials when it grows', () => {
    fc.assert(
      fc.property(file, (value) => {
        const spec = read(value);
        const before = plan(spec);
        const grown = growSpec(spec, {
          trials: spec.method === 'grid' ? before.length / spec.seeds : spec.seeds,
        });
        const after = plan(grown).slice(0, before.length);
        expect(after.map(({ config }) => config)).toEqual(before.map(({ config }) => config));
      }),
      runs,
    );
  });

  it('has no two trials of one config in a grid', () => {
    fc.assert(
      fc.property(gridFile, (value) => {
        const configs = plan(read(value)).map(({ config }) => JSON.stringify(config));
        expect(new Set(configs).size).toBe(configs.length);
      }),
      runs,
    );
  });
});
