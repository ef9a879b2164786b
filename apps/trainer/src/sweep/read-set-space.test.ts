import { describe, expect, it } from 'vitest';
import { readSetSpaces } from './read-set-space.ts';

const read = (...texts: string[]) =>
  Object.fromEntries([...readSetSpaces(texts)].map(([key, { space }]) => [key, space]));

describe('what --set says', () => {
  it.each<[string, Record<string, unknown>]>([
    ['latentDim=2', { latentDim: { value: 2 } }],
    ['beta=0.5,1,2,4', { beta: { values: [0.5, 1, 2, 4] } }],
    [' beta = 1 , 2 ', { beta: { values: [1, 2] } }],
    ['beta=-0,1e-2', { beta: { values: [-0, 0.01] } }],
    ['preset=mlp', { preset: { value: 'mlp' } }],
    ['preset=mlp,tiny', { preset: { values: ['mlp', 'tiny'] } }],
    ['limit=all', { limit: { value: null } }],
    ['limit=6000,all', { limit: { values: [6000, null] } }],
    ['validation=test,5000', { validation: { values: ['test', 5000] } }],
    ['deterministic=true', { deterministic: { value: true } }],
    ['denseUnits=400', { denseUnits: { value: [400] } }],
    ['denseUnits=200,200', { denseUnits: { value: [200, 200] } }],
    ['denseUnits=[200,200]', { denseUnits: { value: [200, 200] } }],
    ['denseUnits=[400],[200,200]', { denseUnits: { values: [[400], [200, 200]] } }],
    ['denseUnits=[], [400]', { denseUnits: { values: [[], [400]] } }],
    ['dataset=./a,./b', { dataset: { values: ['./a', './b'] } }],
    ['dataset="./a,b"', { dataset: { value: './a,b' } }],
    ['dataset=../images..2', { dataset: { value: '../images..2' } }],
    [
      'learningRate=1e-4..1e-2',
      { learningRate: { distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 } },
    ],
    ['beta=0..4', { beta: { distribution: 'uniform', min: 0, max: 4 } }],
    ['latentDim=2..16', { latentDim: { distribution: 'int_uniform', min: 2, max: 16 } }],
    ['latentDim=16..2', { latentDim: { distribution: 'int_uniform', min: 16, max: 2 } }],
  ])('%s', (text, spaces) => {
    expect(read(text)).toEqual(spaces);
  });

  it('lets the last one of a key count', () => {
    expect(read('beta=1,2', 'beta=4')).toEqual({ beta: { value: 4 } });
  });

  it('says every problem at once', () => {
    expect(() =>
      readSetSpaces(['beta=1,x', 'latentdim=2', 'latentDim=2..1e9', 'seed=1,,2', 'epochs']),
    ).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        issues: [
          { key: 'beta', message: expect.stringContaining('"x" is refused') },
          { key: null, message: expect.stringContaining('did you mean "latentDim"') },
          { key: 'latentDim', message: expect.stringContaining('The most is 1024') },
          { key: 'seed', message: expect.stringContaining('missing beside one of its commas') },
          { key: null, message: expect.stringContaining('expected key=value') },
        ],
      }),
    );
  });

  it.each(['beta=1,', 'beta=,1', 'beta=', 'beta=,', 'beta=1..x', 'limit=1.5..3'])('%s is refused', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
