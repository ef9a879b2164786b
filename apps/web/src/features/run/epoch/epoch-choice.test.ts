import { describe, expect, it } from 'vitest';
import {
  countMissingEpochs,
  epochBeside,
  firstFrame,
  frameMs,
  nearestEpoch,
  shownEpoch,
} from './epoch-choice.ts';

describe('shownEpoch', () => {
  it.each([
    { epochs: [], choice: null, shown: null },
    { epochs: [], choice: 3, shown: null },
    { epochs: [1, 2, 3], choice: null, shown: 3 },
    { epochs: [1, 2, 3], choice: 2, shown: 2 },
    { epochs: [1, 5, 9], choice: 4, shown: 5 },
    { epochs: [1, 2], choice: 40, shown: 2 },
  ])('of $epochs, chosen $choice: $shown', ({ epochs, choice, shown }) =>
    expect(shownEpoch(epochs, choice)).toBe(shown),
  );

  it('stays at the newest as epochs come, unless one is chosen', () => {
    expect([shownEpoch([1, 2], null), shownEpoch([1, 2, 3], null)]).toEqual([2, 3]);
    expect([shownEpoch([1, 2], 1), shownEpoch([1, 2, 3], 1)]).toEqual([1, 1]);
  });
});

describe('nearestEpoch', () => {
  it('takes the earlier of two equally close', () => expect(nearestEpoch([1, 3, 5], 4)).toBe(3));
});

describe('epochBeside', () => {
  it.each([
    [2, 1, 5],
    [2, -1, 1],
    [9, 1, 9],
    [1, -1, 1],
  ])('%s, %s on: %s', (epoch, places, beside) =>
    expect(epochBeside([1, 2, 5, 9], epoch, places)).toBe(beside),
  );

  it('is nothing where there is nothing', () => expect(epochBeside([], null, 1)).toBeNull());
});

describe('a film', () => {
  it('begins where one stands, and at the end begins anew', () => {
    expect(firstFrame([1, 2, 3], 2)).toBe(2);
    expect(firstFrame([1, 2, 3], 3)).toBe(1);
  });

  it.each([
    [1, 600],
    [30, 200],
    [1_000, 120],
  ])('of %s epochs shows each for %s ms', (count, ms) => expect(frameMs(count)).toBe(ms));
});

describe('countMissingEpochs', () => {
  it.each([
    [[], 0],
    [[1, 2, 3], 0],
    [[1, 4, 10], 7],
  ])('%s: %s', (epochs, missing) => expect(countMissingEpochs(epochs)).toBe(missing));
});
