import { describe, expect, it } from 'vitest';
import { keepGroups, matchItems, type PaletteItem, stepIndex } from './prepare-palette.ts';

const item = (label: string, more: Partial<PaletteItem> = {}): PaletteItem => ({
  id: label,
  label,
  run: () => undefined,
  ...more,
});

describe('matchItems', () => {
  const items = [
    item('New run…', { words: 'start train' }),
    item('Dark colours'),
    item('Cancel', { detail: 'wide space' }),
  ];

  it.each([
    ['', ['New run…', 'Dark colours', 'Cancel']],
    ['dark', ['Dark colours']],
    ['COLOURS da', ['Dark colours']],
    ['train', ['New run…']],
    ['cancel wide', ['Cancel']],
    ['nothing', []],
  ])('"%s"', (typed, labels) => expect(matchItems(items, typed).map(({ label }) => label)).toEqual(labels));
});

describe('keepGroups', () => {
  it('leaves out groups without an item', () => {
    const full = { heading: 'full', items: [item('one')] };
    expect(keepGroups([{ heading: 'empty', items: [] }, full])).toEqual([full]);
  });
});

describe('stepIndex', () => {
  it.each([
    [0, 1, 3, 1],
    [2, 1, 3, 0],
    [0, -1, 3, 2],
    [0, 1, 0, 0],
  ])('from %d by %d of %d', (from, by, count, to) => expect(stepIndex(from, { by, count })).toBe(to));
});
