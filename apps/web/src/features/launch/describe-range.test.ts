import { type ConfigKey, describeFields } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { describeRange } from './describe-range.ts';

const fields = new Map(describeFields().map((field) => [field.key, field]));

describe('describeRange', () => {
  it.each<[ConfigKey, string, string]>([
    ['latentDim', '2', '1 to 1,024 dimensions · default 2'],
    ['learningRate', '0.001', '1e-8 to 10 · default 0.001'],
    ['seed', '1', '0 to 4,294,967,295 · default 1'],
    ['limit', 'all', '1 or more images or "all" · default all'],
    ['validation', 'test', '1 or more images or "test" · default test'],
    ['encoderFilters', '32, 64, 64', 'each 1 to 8,192 filters · default 32, 64, 64'],
    ['denseUnits', '', 'each 1 to 8,192 units · default empty'],
    ['architecture', 'conv', 'default conv'],
    ['deterministic', 'false', 'default false'],
  ])('%s', (key, standard, text) => {
    const field = fields.get(key);
    expect(field && describeRange(field, standard)).toBe(text);
  });
});
