import { describe, expect, it } from 'vitest';
import { scaleRange, widenRange, zoomInto } from './zoom-stack.ts';

const range = (from: number, to: number) => ({ from, to });
const all = range(0, 1000);

describe('zoomInto', () => {
  it('remembers the way', () => {
    expect(zoomInto([range(0, 500)], range(100, 200))).toEqual([range(0, 500), range(100, 200)]);
  });

  it.each([
    ['too narrow to show', range(100, 101)],
    ['shown already', range(0, 500)],
  ])('changes nothing for a range %s', (_name, to) => {
    const stack = [range(0, 500)];
    expect(zoomInto(stack, to)).toBe(stack);
  });
});

describe('scaleRange', () => {
  it.each([
    ['halves around the middle', 500, 0.5, range(250, 750)],
    ['leaves a step in its place', 200, 0.5, range(100, 600)],
    ['goes no further than all', 500, 4, range(0, 1000)],
  ])('%s', (_name, at, factor, expected) => expect(scaleRange(all, { at, factor, all })).toEqual(expected));
});

describe('widenRange', () => {
  it.each([
    ['a part', range(400, 600), range(380, 620)],
    ['the beginning: no step is below zero', range(0, 100), range(0, 110)],
  ])('adds a tenth on either side of %s', (_name, shown, read) => expect(widenRange(shown)).toEqual(read));
});
