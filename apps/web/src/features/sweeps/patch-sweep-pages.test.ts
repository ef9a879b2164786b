import { describe, expect, it } from 'vitest';
import { listedSweep } from '../../testing/sweeps.ts';
import { changeSweep, listedSweeps } from './patch-sweep-pages.ts';

const data = {
  pages: [
    { sweeps: [listedSweep({ id: 'a' }), listedSweep({ id: 'b' })], nextCursor: 'x' },
    { sweeps: [listedSweep({ id: 'c' })], nextCursor: null },
  ],
};

describe('changeSweep', () => {
  it('changes a sweep where it stands, and leaves the other pages as they are', () => {
    const changed = changeSweep(data, 'b', (sweep) => ({ ...sweep, name: 'new' }));
    expect(listedSweeps(changed).map(({ id, name }) => [id, name])).toEqual([
      ['a', 'beta grid'],
      ['b', 'new'],
      ['c', 'beta grid'],
    ]);
    expect(changed.pages[1]).toBe(data.pages[1]);
  });

  it('takes one out, and does nothing to what it does not know', () => {
    expect(listedSweeps(changeSweep(data, 'a', () => null)).map(({ id }) => id)).toEqual(['b', 'c']);
    expect(changeSweep(data, 'z', () => null).pages).toEqual(data.pages);
  });
});

describe('listedSweeps', () => {
  it('takes a sweep that stands on two pages once, and none of no page', () => {
    const twice = { pages: [...data.pages, ...data.pages] };
    expect(listedSweeps(twice).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(listedSweeps(undefined)).toEqual([]);
  });
});
