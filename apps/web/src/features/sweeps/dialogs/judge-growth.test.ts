import { describe, expect, it } from 'vitest';
import { sweepSpec } from '../../../testing/sweeps.ts';
import { judgeGrowth, unitOfGrowth } from './judge-growth.ts';

const grid = sweepSpec();
const random = sweepSpec({ method: 'random', runCap: 10, seeds: 2 });

describe('judgeGrowth', () => {
  it('says what a sweep becomes', () => {
    expect(judgeGrowth(grid, ' 6 ')).toEqual({ problem: null, trials: 6, before: 6, after: 12 });
    expect(judgeGrowth(random, '4')).toEqual({ problem: null, trials: 4, before: 20, after: 24 });
  });

  it.each([
    ['', /whole number/],
    ['0', /whole number/],
    ['2.5', /whole number/],
    ['many', /whole number/],
    ['4', /6/],
    ['60000', /10,?000/],
  ])('refuses "%s" more of a grid of six', (typed, problem) => {
    expect(judgeGrowth(grid, typed).problem).toMatch(problem);
  });
});

it('begins with what a sweep can grow by', () => {
  expect([unitOfGrowth(grid), unitOfGrowth(random)]).toEqual([6, 2]);
});
