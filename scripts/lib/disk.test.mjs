import { describe, expect, it } from 'vitest';
import { findDiskShortage } from './disk.mjs';

describe('findDiskShortage', () => {
  const deviceOf = (path) => path.split('/')[1];
  const free = (path) => ({ a: 100, b: 10 })[deviceOf(path)];

  it('adds up what lands on one disk', () => {
    const needs = [
      { path: '/a/x', bytes: 60 },
      { path: '/b/x', bytes: 10 },
      { path: '/a/y', bytes: 40 },
    ];
    expect(findDiskShortage(needs, free, deviceOf)).toBeUndefined();
    const more = [...needs, { path: '/a/z', bytes: 1 }];
    expect(findDiskShortage(more, free, deviceOf)).toEqual({
      path: '/a/x',
      neededBytes: 101,
      freeBytes: 100,
    });
  });
});
