import { describe, expect, it } from 'vitest';
import { keepEqual } from './keep-equal.ts';

const makeRun = (step: number) => ({
  progress: { step },
  summary: { loss: { last: Number.NaN } },
  artifacts: [{ name: 'log', createdAt: new Date(5) }],
});

describe('keepEqual', () => {
  it('keeps all of a value that is equal, its dates and NaNs too', () => {
    const before = makeRun(1);
    expect(keepEqual(before, makeRun(1))).toBe(before);
  });

  it('keeps the parts that are equal beside one that changed', () => {
    const before = makeRun(1);
    const kept = keepEqual(before, makeRun(2));
    expect(kept).toEqual(makeRun(2));
    expect(kept.artifacts).toBe(before.artifacts);
    expect(kept.summary).toBe(before.summary);
  });

  it.each([
    ['a list that grew', [1], [1, 2]],
    ['a list that shrank', [1, 2], [1]],
    ['a key more', { a: 1 }, { a: 1, b: undefined }],
    ['a key less', { a: 1, b: undefined }, { a: 1 }],
    ['another key', { a: undefined }, { b: undefined }],
    ['another date', new Date(1), new Date(2)],
    ['a list for an object', {}, []],
    ['null', {}, null],
    ['nothing before', undefined, { a: 1 }],
  ])('sees %s', (_, before, after) => {
    const kept = keepEqual<unknown>(before, after);
    expect(kept).toStrictEqual(after);
    expect(kept).not.toBe(before);
  });
});
