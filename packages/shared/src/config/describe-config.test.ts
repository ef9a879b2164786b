import { expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { describeConfig } from './describe-config.ts';
import { type ConfigOverrides, resolveConfig } from './resolve-config.ts';

const describe = (overrides: ConfigOverrides) =>
  describeConfig(resolveConfig({ preset: 'tiny', overrides, defaultThreads: 2 }));

it.each<[ConfigOverrides, string]>([
  [{}, 'tiny'],
  [{ latentDim: 16, beta: 4 }, 'tiny latentDim=16 beta=4'],
  [{ epochs: 9, threads: 4 }, 'tiny'],
  [{ limit: null }, 'tiny limit=null'],
])('names %j', (overrides, name) => {
  expect(describe(overrides).split(' ').toSorted()).toEqual(name.split(' ').toSorted());
});

it('keeps to the length of a name', () => {
  const config = { ...resolveConfig({ preset: 'tiny', defaultThreads: 1 }), dataset: `/${'x'.repeat(999)}` };
  expect(describeConfig(config)).toHaveLength(limits.runNameLength);
});
