import { describe, expect, it } from 'vitest';
import { sweepFaults } from '../testing/fixtures.ts';

/** A parameter of a random search with one thing wrong. */
const parameterRefusals: [string, string, unknown, RegExp][] = [
  [
    'an unknown key',
    'learning_rate',
    { value: 1 },
    /^learning_rate: "learning_rate" is not a config key; did you mean "learningRate"\?/,
  ],
  ['threads', 'threads', { values: [1, 2] }, /^threads: threads change the time of a trial.*not searched/],
  ['no mapping', 'beta', 4, /^beta: 4 is refused\. Write value/],
  ['a bare list', 'beta', [1, 2], /^beta: \[1,2\] is refused\. Write values/],
  ['nothing said', 'beta', {}, /^beta: Nothing is said of its values/],
  [
    'nested parameters',
    'beta',
    { parameters: { a: { value: 1 } } },
    /^beta\.parameters: Nested parameters are not supported\. .*flat/,
  ],
  ['an unknown entry', 'beta', { minimum: 1, max: 2 }, /^beta\.minimum: "minimum" is not known here/],
  [
    'an unknown distribution',
    'beta',
    { distribution: 'loguniform', min: 1, max: 2 },
    /^beta\.distribution: "loguniform" is not supported; did you mean "log_uniform"\?/,
  ],
  [
    'W&B’s beta distribution',
    'beta',
    { distribution: 'q_beta', a: 1, b: 2 },
    /^beta\.distribution: "q_beta" is not supported/,
  ],
  [
    'an entry that does not belong',
    'beta',
    { value: 1, min: 2 },
    /^beta\.min: min does not go with distribution constant, which takes value/,
  ],
  [
    'value and values',
    'beta',
    { value: 1, values: [2] },
    /^beta\.values: values does not go with distribution constant/,
  ],
  [
    'a step without a distribution',
    'latentDim',
    { min: 1, max: 8, q: 2 },
    /^latentDim: q goes with a distribution\. .*q_uniform/,
  ],
  ['mu without a distribution', 'beta', { mu: 1 }, /^beta: mu and sigma go with a distribution/],
  ['one end', 'beta', { min: 1 }, /^beta\.max: max is missing: int_uniform takes min, max/],
  ['an empty list', 'beta', { values: [] }, /^beta\.values: An empty list is refused/],
  ['values that are no list', 'beta', { values: 3 }, /^beta\.values: 3 is refused\. Give a list/],
  ['a reversed range', 'beta', { min: 2.5, max: 1 }, /^beta\.max: min 2\.5 lies above max 1\. Exchange them/],
  ['an empty range', 'latentDim', { min: 2, max: 2 }, /^latentDim\.max: min and max are both 2\. .*value: 2/],
  ['an end that is no number', 'beta', { min: '1', max: 2 }, /^beta\.min: "1" is refused\. Give a number/],
  ['NaN', 'beta', { min: Number.NaN, max: 2 }, /^beta\.min: NaN is refused\. Give a number/],
  [
    'an infinite end',
    'beta',
    { min: 0, max: Number.POSITIVE_INFINITY },
    /^beta\.max: Infinity is refused\. Give a number/,
  ],
  ['NaN among values', 'beta', { values: [1, Number.NaN] }, /^beta\.values\.1: /],
  [
    'fractions of int_uniform',
    'beta',
    { distribution: 'int_uniform', min: 0.5, max: 2 },
    /^beta\.min: 0\.5 is refused: int_uniform takes whole numbers/,
  ],
  [
    'the logarithm of 0',
    'beta',
    { distribution: 'log_uniform_values', min: 0, max: 2 },
    /^beta\.min: 0 is refused: log_uniform_values takes values above 0/,
  ],
  [
    'a step of 0',
    'latentDim',
    { distribution: 'q_uniform', min: 1, max: 8, q: 0 },
    /^latentDim\.q: 0 is refused\. A step is a number above 0/,
  ],
  [
    'a sigma of 0',
    'beta',
    { distribution: 'normal', mu: 4, sigma: 0 },
    /^beta\.sigma: 0 is refused\. .*above 0/,
  ],
  [
    'too few probabilities',
    'beta',
    { values: [1, 2], probabilities: [1] },
    /^beta\.probabilities: \[1\] is refused\. Give as many probabilities as values: 2/,
  ],
  [
    'a negative probability',
    'beta',
    { values: [1, 2], probabilities: [-1, 2] },
    /^beta\.probabilities: .* from 0 to 1/,
  ],
  [
    'probabilities that are not 1 together',
    'beta',
    { values: [1, 2], probabilities: [0.5, 0.4] },
    /^beta\.probabilities: The probabilities sum to 0\.9, not to 1/,
  ],
  [
    'missing probabilities',
    'beta',
    { values: [1], distribution: 'categorical_w_probabilities' },
    /^beta\.probabilities: .* needs probabilities/,
  ],
  [
    'a value that the config refuses',
    'latentDim',
    { values: [2, 0] },
    /^latentDim\.values\.1: 0 is refused\. The least is 1/,
  ],
  ['a fraction for a whole number', 'latentDim', { value: 2.5 }, /^latentDim\.value: 2\.5 is refused/],
  [
    'an end that the config refuses',
    'latentDim',
    { min: 0, max: 8 },
    /^latentDim\.min: 0 is refused\. The least is 1/,
  ],
  [
    'both ends',
    'learningRate',
    { distribution: 'log_uniform_values', min: 1e-9, max: 20 },
    /^learningRate\.min: 1e-9 is refused\. The least is 1e-8.*learningRate\.max: 20 is refused\. The most is 10/s,
  ],
  [
    'an exponent that the config refuses',
    'learningRate',
    { distribution: 'log_uniform', min: -5, max: 3 },
    /^learningRate\.max: max 3 of log_uniform is the value 20\.08\d+: 20\.08\d+ is refused\. The most is 10/,
  ],
  [
    'an exponent beyond numbers',
    'beta',
    { distribution: 'log_uniform', min: 0, max: 800 },
    /^beta\.max: max 800 of log_uniform is the value Infinity/,
  ],
  [
    'an inverse',
    'beta',
    { distribution: 'inv_log_uniform', min: -20, max: 0 },
    /^beta\.min: min -20 of inv_log_uniform is the value 485165195/,
  ],
  [
    'a rounded end',
    'latentDim',
    { distribution: 'q_uniform', min: 1, max: 10, q: 4 },
    /^latentDim\.min: min 1 of q_uniform is the value 0: 0 is refused\. The least is 1/,
  ],
  [
    'the tail of a normal',
    'beta',
    { distribution: 'normal', mu: 1, sigma: 1 },
    /^beta\.sigma: At 3 sigma from mu 1, normal yields -2: -2 is refused/,
  ],
  [
    'reals for a whole number',
    'latentDim',
    { min: 1.5, max: 8 },
    /^latentDim\.distribution: uniform yields fractions, and latentDim is a whole number\. Use int_uniform or q_uniform/,
  ],
  [
    'logarithms for a whole number',
    'batchSize',
    { distribution: 'log_uniform_values', min: 8, max: 64 },
    /Use q_log_uniform_values/,
  ],
  [
    'a step with fractions',
    'latentDim',
    { distribution: 'q_uniform', min: 1, max: 8, q: 0.5 },
    /^latentDim\.distribution: The step q 0\.5 yields fractions/,
  ],
  [
    'a range of words',
    'architecture',
    { min: 1, max: 2 },
    /^architecture\.distribution: architecture is no number.*List values/,
  ],
  [
    'an unknown word',
    'architecture',
    { values: ['conv', 'lstm'] },
    /^architecture\.values\.1: "lstm" is refused\. Allowed: conv, mlp/,
  ],
  ['an unknown preset', 'preset', { values: ['mlp', 'big'] }, /^preset\.values\.1: "big" is unknown/],
  [
    'what is not yet built',
    'optimizer',
    { values: ['adam', 'sgd'] },
    /^optimizer\.values\.1: optimizer=sgd is not yet built/,
  ],
  [
    'a range of what is not yet built',
    'freeBits',
    { min: 0, max: 1 },
    /^freeBits\.max: freeBits=1 is not yet built/,
  ],
  ['a range of seeds', 'seed', { min: 1, max: 9 }, /^seed: Seeds have no range\. List values, or say seeds/],
];

describe('a parameter with something wrong', () => {
  it.each(parameterRefusals)('%s', (_what, key, space, message) => {
    const faults = sweepFaults({ method: 'random', run_cap: 20, parameters: { [key]: space } });
    expect(faults.map((fault) => fault.replace(/^parameters\./, '')).join('\n')).toMatch(message);
  });

  it.each<[string, string, unknown, RegExp]>([
    [
      'a continuous range',
      'beta',
      { min: 0.5, max: 4 },
      /^parameters\.beta\.distribution: A grid cannot try every value of uniform\. List values/,
    ],
    [
      'logarithms, rounded',
      'latentDim',
      { distribution: 'q_log_uniform_values', min: 2, max: 64 },
      /A grid cannot try every value of q_log_uniform_values/,
    ],
    [
      'a normal',
      'beta',
      { distribution: 'normal', mu: 9, sigma: 1 },
      /A grid cannot try every value of normal/,
    ],
    [
      'probabilities',
      'beta',
      { values: [1, 2], probabilities: [0.5, 0.5] },
      /^parameters\.beta\.probabilities: A grid tries every value/,
    ],
    ['a value twice', 'beta', { values: [1, 2, 1] }, /^parameters\.beta\.values\.2: 1 stands there twice/],
    [
      'a list twice',
      'encoderFilters',
      {
        values: [
          [8, 8, 8],
          [8, 8, 8],
        ],
      },
      /^parameters\.encoderFilters\.values\.1: \[8,8,8\] stands there twice/,
    ],
  ])('%s, in a grid', (_what, key, space, message) => {
    expect(sweepFaults({ method: 'grid', parameters: { [key]: space } }).join('\n')).toMatch(message);
  });
});
