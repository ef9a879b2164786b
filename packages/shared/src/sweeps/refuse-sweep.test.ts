import { describe, expect, it } from 'vitest';
import { sweepFaults } from '../testing/fixtures.ts';
import { readSweepSpec } from './read-sweep-spec.ts';
import type { SweepSpec } from './sweep-spec.ts';

const read = (file: object): SweepSpec => readSweepSpec(file, { defaultThreads: 1 }).spec;
const grid = { method: 'grid', parameters: { beta: { values: [1, 2] } } };
const random = { method: 'random', run_cap: 20, parameters: { beta: { values: [1, 2] } } };

/** A file with one thing wrong, and what is said of it. */
const refusals: [string, unknown, RegExp][] = [
  ['no mapping', ['grid'], /^: \["grid"\] is no sweep\. Give a mapping/],
  ['nothing', null, /^: null is no sweep/],
  ['no method', { parameters: grid.parameters }, /^method: method is missing\. Say grid/],
  [
    'bayes',
    { ...random, method: 'bayes' },
    /^method: bayes is not supported\. Say grid.*random with run_cap/,
  ],
  ['custom', { ...random, method: 'custom' }, /^method: custom is not supported/],
  ['another method', { ...random, method: 'Grid' }, /^method: "Grid" is no method/],
  [
    'an unknown key',
    { ...grid, run_caps: 4 },
    /^run_caps: "run_caps" is not a key of a sweep; did you mean "run_cap"\?/,
  ],
  [
    'early_terminate',
    { ...grid, early_terminate: { type: 'hyperband' } },
    /^early_terminate: early_terminate is not supported\. .*Leave it out/,
  ],
  ['controller', { ...grid, controller: { type: 'local' } }, /^controller: controller is not supported/],
  [
    'a target',
    { ...grid, metric: { name: 'val_nelbo', target: 200 } },
    /^metric\.target: target is not supported\. .*leave it out/,
  ],
  [
    'a metric that no trial logs',
    { ...grid, metric: { name: 'val_elbo' } },
    /^metric\.name: No trial logs "val_elbo"; did you mean "val_nelbo"\?/,
  ],
  [
    'a metric without a name',
    { ...grid, metric: { goal: 'minimize' } },
    /^metric\.name: No trial logs nothing/,
  ],
  ['a family as metric', { ...grid, metric: { name: 'val_kl_dimension/*' } }, /^metric\.name: No trial logs/],
  [
    'a dimension that is no number',
    { ...grid, metric: { name: 'val_kl_dimension/x' } },
    /^metric\.name: No trial logs/,
  ],
  [
    'a dimension that a trial has not',
    { ...grid, metric: { name: 'val_kl_dimension/2' } },
    /^metric\.name: A trial with latentDim 2 has no val_kl_dimension\/2: its dimensions are 0 … 1/,
  ],
  [
    'a test metric without held-out images',
    { ...grid, metric: { name: 'test_nelbo' } },
    /^metric\.name: A trial logs test_nelbo only if it holds images out/,
  ],
  [
    'a metric that is a text',
    { ...grid, metric: 'val_nelbo' },
    /^metric: "val_nelbo" is refused\. Give a mapping/,
  ],
  [
    'an unknown key of the metric',
    { ...grid, metric: { name: 'val_nelbo', gaol: 'minimize' } },
    /^metric\.gaol: .*did you mean "goal"/,
  ],
  [
    'an unknown goal',
    { ...grid, metric: { name: 'val_nelbo', goal: 'min' } },
    /^metric\.goal: "min" is refused\. Say minimize or maximize/,
  ],
  [
    'a goal against the metric',
    { ...grid, metric: { name: 'val_nelbo', goal: 'maximize' } },
    /^metric\.goal: goal is maximize, and a lower val_nelbo is the better one\. Say goal: minimize/,
  ],
  [
    'a goal left out against the metric',
    { ...grid, metric: { name: 'active_units' } },
    /^metric\.goal: W&B takes minimize when no goal is given, and a higher active_units/,
  ],
  [
    'a random search without end',
    { ...random, run_cap: undefined },
    /^run_cap: .*Say how many points, 1 to 10000/,
  ],
  ['no points', { ...random, run_cap: 0 }, /^run_cap: 0 is refused\. Give a whole number from 1 to 10000/],
  ['half a point', { ...random, run_cap: 2.5 }, /^run_cap: 2\.5 is refused/],
  [
    'too many draws',
    { ...random, run_cap: 5_000, seeds: 3 },
    /^run_cap: 15,000 trials \(5,000 points × 3 seeds\) are refused\. The most is 10,000\. Lower run_cap or seeds/,
  ],
  [
    'too large a grid',
    { ...grid, parameters: { latentDim: { min: 1, max: 1000 }, batchSize: { min: 1, max: 11 } } },
    /^parameters: 11,000 trials are refused\. The most is 10,000\. List fewer values/,
  ],
  ['no search', { method: 'grid' }, /^parameters: Nothing is searched\. Name a config key/],
  [
    'parameters that are a list',
    { ...grid, parameters: ['beta'] },
    /^parameters: \["beta"\] is refused\. Give a mapping/,
  ],
  ['no seeds', { ...grid, seeds: 0 }, /^seeds: 0 is refused\. Give a whole number from 1 to 1000/],
  [
    'seeds beyond the last',
    { ...grid, seeds: 3, base: { seed: 4_294_967_294 } },
    /^seeds: 3 seeds from 4294967294 end at 4294967296\. The greatest seed is 4294967295/,
  ],
  [
    'a preset that does not exist',
    { ...grid, base: 'tinny' },
    /^base: "tinny" is unknown; did you mean "tiny"\?.*Presets: fashion-mnist-conv, mlp, tiny/,
  ],
  [
    'an unknown preset in a mapping',
    { ...grid, base: { preset: 'tiniest' } },
    /^base\.preset: "tiniest" is unknown/,
  ],
  [
    'an unknown key of the base',
    { ...grid, base: { epoch: 3 } },
    /^base\.epoch: "epoch" is not a config key; did you mean "epochs"\?/,
  ],
  [
    'a refused value of the base',
    { ...grid, base: { epochs: 0 } },
    /^base\.epochs: 0 is refused\. The least is 1/,
  ],
  [
    'a base that contradicts itself',
    { ...grid, base: { encoderFilters: [8, 8] } },
    /^base\.decoderFilters: \[64,32\] is refused\. It must have one entry fewer/,
  ],
  [
    'what is not yet built',
    { ...grid, base: { optimizer: 'sgd' } },
    /^base\.optimizer: optimizer=sgd is not yet built\. Use optimizer=adam/,
  ],
  ['a label with a blank', { ...grid, labels: ['big gpu'] }, /^labels\.0: "big gpu" is no label/],
  ['a label with a point', { ...grid, labels: ['gpu', 'a.b'] }, /^labels\.1: "a\.b" is no label/],
  [
    'a long label',
    { ...grid, labels: ['x'.repeat(41)] },
    /^labels\.0: .* has 41 characters\. The most is 40/,
  ],
  [
    'many labels',
    { ...grid, labels: Array.from({ length: 17 }, (_, i) => `l${i}`) },
    /^labels: 17 labels are refused\. The most is 16/,
  ],
  ['labels as a text', { ...grid, labels: 'gpu' }, /^labels: "gpu" is refused\. Give a list/],
  ['negative retries', { ...grid, retries: -1 }, /^retries: -1 is refused\. Give a whole number from 0/],
  [
    'no lost worker at all',
    { ...grid, retries: { lost: 0 } },
    /^retries\.lost: 0 is refused\. Give a whole number from 1/,
  ],
  [
    'an unknown kind of retry',
    { ...grid, retries: { crashed: 1 } },
    /^retries\.crashed: "crashed" is not known here/,
  ],
  ['a negative search seed', { ...random, search_seed: -1 }, /^search_seed: -1 is refused/],
  ['an empty name', { ...grid, name: ' ' }, /^name: A text of 1 characters is refused/],
  ['a name that is a number', { ...grid, name: 2026 }, /^name: 2026 is refused\. Give a text/],
];

describe('a file with something wrong', () => {
  it.each(refusals)('%s', (_what, file, message) => {
    expect(sweepFaults(file).join('\n')).toMatch(message);
  });

  it('is said all at once, each with its place', () => {
    const file = {
      method: 'random',
      metric: { name: 'val_elbo', goal: 'up' },
      seeds: 0,
      parameters: { latentDim: { min: 8, max: 2 }, beta: { values: [-1, 2, -3] }, gamma: { value: 1 } },
    };
    expect(sweepFaults(file).map((fault) => fault.slice(0, fault.indexOf(':')))).toEqual([
      'parameters.gamma',
      'parameters.latentDim.max',
      'parameters.beta.values.0',
      'parameters.beta.values.2',
      'metric.name',
      'metric.goal',
      'run_cap',
      'seeds',
    ]);
  });

  it('says seeds once', () => {
    const parameters = { seed: { values: [3, 4] } };
    expect(sweepFaults({ ...grid, seeds: 2, parameters })).toEqual([
      'seeds: 2 is refused beside parameters.seed. Say one of them; base: {seed: 1} is where seeds begin.',
    ]);
    expect(read({ ...grid, parameters }).parameters.seed).toEqual({ kind: 'values', values: [3, 4] });
  });
});

describe('a metric that only some trials log', () => {
  const metric = { name: 'test_nelbo' };
  it('is allowed once all of them log it', () => {
    expect(read({ ...grid, metric, base: { validation: 500 } }).metric.name).toBe('test_nelbo');
    const parameters = { validation: { values: [500, 'test'] } };
    expect(sweepFaults({ ...grid, metric, parameters }).join()).toMatch(
      /^metric\.name: A trial logs test_nelbo only/,
    );
  });

  it('knows the dimensions of every trial', () => {
    const parameters = { latentDim: { min: 4, max: 8 } };
    const ofDimension = (dimension: number) => ({
      ...random,
      metric: { name: `val_kl_dimension/${dimension}`, goal: 'maximize' },
      parameters,
    });
    expect(read(ofDimension(3)).metric).toEqual({ name: 'val_kl_dimension/3', goal: 'maximize' });
    expect(sweepFaults(ofDimension(4)).join()).toMatch(/A trial with latentDim 4 has no val_kl_dimension\/4/);
  });
});
