import { expect, it } from 'vitest';
import { chooseConcurrency, divideMachine, threadsOf } from './concurrency.ts';

const GIB = 2 ** 30;

it.each([
  [2, 8 * GIB, 2],
  [16, 8 * GIB, 8],
  [4, 0.5 * GIB, 1],
])('on %i cores with %i bytes free it trains %i at once', (cores, memoryFreeBytes, expected) => {
  expect(chooseConcurrency({ cores, memoryFreeBytes })).toBe(expected);
});

it.each([
  ['a trial of one thread', { threads: 1, deterministic: false }, 4, 4, 1],
  ['a run of two of four cores', { threads: 2, deterministic: false }, 4, 4, 2],
  ['a run of all cores', { threads: 4, deterministic: false }, 4, 4, 4],
  ['a run planned on a larger machine', { threads: 64, deterministic: false }, 4, 4, 4],
  ['a run of all cores beside more places than cores', { threads: 2, deterministic: false }, 6, 2, 6],
  ['a deterministic run, which has one thread', { threads: 4, deterministic: true }, 4, 4, 1],
  ['a trial on one core with two places', { threads: 1, deterministic: false }, 2, 1, 1],
])('%s takes its share of the threads', (_what, config, concurrency, cores, expected) => {
  expect(threadsOf(config, divideMachine(concurrency, cores))).toBe(expected);
});
