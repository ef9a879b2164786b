import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { describeSpace, formatParameter, listSweptKeys, nameSweep, nameTrial } from './describe-sweep.ts';
import { planTrials } from './plan-trials.ts';
import { sweepDefaults } from './sweep-defaults.ts';
import type { ParameterSpace, ParameterValue, SweepSpec } from './sweep-spec.ts';
import { findLabelProblem, sortLabels } from './worker-labels.ts';

const spec = (parameters: SweepSpec['parameters'], more: Partial<SweepSpec> = {}): SweepSpec => ({
  ...sweepDefaults,
  name: 'x',
  method: 'grid',
  parameters,
  ...more,
});
const beta: ParameterSpace = { kind: 'values', values: [1, 2] };
const latentDim: ParameterSpace = { kind: 'range', distribution: 'int_uniform', min: 2, max: 4 };

describe('the keys that differ between trials', () => {
  it.each<[string, SweepSpec, string[]]>([
    ['stand in the order of the alphabet', spec({ latentDim, beta }), ['beta', 'latentDim']],
    ['seeds last', spec({ validation: beta }, { seeds: 2 }), ['validation', 'seed']],
    [
      'not what has one value',
      spec({ beta: { kind: 'value', value: 1 }, epochs: { kind: 'values', values: [3] } }),
      [],
    ],
  ])('%s', (_what, swept, keys) => {
    expect(listSweptKeys(swept)).toEqual(keys);
  });
});

describe('names', () => {
  it.each<[string, SweepSpec]>([
    ['beta × latentDim grid', spec({ latentDim, beta })],
    ['beta random search', spec({ beta }, { method: 'random', seeds: 3 })],
    ['fashion-mnist-conv 5 seeds', spec({}, { seeds: 5 })],
    ['fashion-mnist-conv grid', spec({ beta: { kind: 'value', value: 2 } })],
    ['seed grid', spec({ seed: beta })],
  ])('a sweep: %s', (name, swept) => {
    expect(nameSweep(swept)).toBe(name);
  });

  it('a trial without swept values has the name of its config', () => {
    const [trial] = planTrials(
      spec({ beta: { kind: 'value', value: 2 } }),
      { from: 0, to: 1 },
      { defaultThreads: 1 },
    );
    expect(trial?.name).toBe('fashion-mnist-conv beta=2');
  });

  it('keep to the length of a name', () => {
    const [trial] = planTrials(spec({ beta }), { from: 0, to: 1 }, { defaultThreads: 1 });
    const dataset = { kind: 'values', values: ['/a', '/b'] } as const;
    const config = {
      ...(trial?.config as NonNullable<typeof trial>['config']),
      dataset: `/${'x'.repeat(200)}`,
    };
    expect(nameTrial(spec({ dataset, beta }), config)).toHaveLength(limits.runNameLength);
  });
});

it.each<[ParameterSpace, string]>([
  [{ kind: 'value', value: 'mlp' }, 'mlp'],
  [{ kind: 'values', values: [0.5, 1, null] }, '0.5, 1, all'],
  [latentDim, 'int_uniform 2 … 4'],
  [{ kind: 'range', distribution: 'q_uniform', min: 0, max: 1, q: 0.25 }, 'q_uniform 0 … 1, step 0.25'],
  [{ kind: 'normal', distribution: 'normal', mu: 4, sigma: 1 }, 'normal 4 ± 1'],
])('describes a space: %o', (space, words) => {
  expect(describeSpace(space)).toBe(words);
});

it.each<[ParameterValue, string]>([
  [0.00123456, '0.001235'],
  [123456, '123456'],
  [[8, 16], '8,16'],
  [true, 'true'],
  [null, 'all'],
])('formats %o', (value, text) => {
  expect(formatParameter(value)).toBe(text);
});

describe('labels', () => {
  it.each(['gpu', 'lab-2', 'A_1', 'x'.repeat(40)])('%s is one', (label) => {
    expect(findLabelProblem(label)).toBeNull();
  });

  it.each(['', 'a b', 'a.b', 'ä', 'x'.repeat(41), 7, null])('%o is none', (label) => {
    expect(findLabelProblem(label)).toMatch(/A label is made of|The most is 40/);
  });

  it('are stored in order, each once', () => {
    expect(sortLabels(['lab2', 'gpu', 'lab2'])).toEqual(['gpu', 'lab2']);
  });
});
