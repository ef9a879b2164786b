import { describeFields, resolveConfig } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { beginMode, proposeAround, valuesAround } from './propose-values.ts';
import { fixedField } from './sweep-draft.ts';

const fields = describeFields();
const field = (key: string) => fields.find((one) => one.key === key)!;

describe('valuesAround', () => {
  it.each([
    ['beta', 1, [0.5, 1, 2]],
    ['learningRate', 1e-3, [0.0005, 0.001, 0.002]],
    ['latentDim', 2, [1, 2, 4]],
    ['latentDim', 1, [1, 2]],
    ['latentDim', 5, [3, 5, 10]],
    ['latentDim', 1024, [512, 1024]],
    ['beta', 0, [0]],
    ['learningRate', 10, [5, 10]],
    ['beta', Number.NaN, []],
  ])('of %s %d', (key, value, values) => expect(valuesAround(value, field(key))).toEqual(values));
});

describe('proposeAround', () => {
  it('leaves fixed what has nothing around it', () => {
    const config = resolveConfig({ overrides: { beta: 0 }, defaultThreads: 1 });
    const proposals = proposeAround(config, fields);
    expect(Object.keys(proposals)).toEqual(['latentDim', 'learningRate']);
    expect(proposals.latentDim).toMatchObject({ mode: 'list', list: '1, 2, 4', text: '2' });
  });
});

describe('beginMode', () => {
  it('begins a list with the value that was fixed', () => {
    expect(beginMode(field('beta'), fixedField('3'), 'list')).toMatchObject({ mode: 'list', list: '3' });
  });

  it.each([
    ['beta', 'log_uniform_values', '0.5', '2'],
    ['latentDim', 'int_uniform', '1', '2'],
  ])('begins a range of %s around it', (key, distribution, from, to) => {
    expect(beginMode(field(key), fixedField('1'), 'range')).toMatchObject({ distribution, from, to });
  });

  it('keeps what was typed in a mode that is chosen again', () => {
    const typed = { ...fixedField('1'), list: '1, 2', from: '3', to: '4', distribution: 'normal' } as const;
    expect(beginMode(field('beta'), typed, 'list')).toEqual({ ...typed, mode: 'list' });
    expect(beginMode(field('beta'), typed, 'range')).toEqual({ ...typed, mode: 'range' });
  });
});
