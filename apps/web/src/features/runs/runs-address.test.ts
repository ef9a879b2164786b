import { describe, expect, it } from 'vitest';
import {
  listInput,
  nextSort,
  type RunsView,
  readRunsView,
  showsNewestFirst,
  sortColumnOf,
  writeRunsView,
} from './runs-address.ts';

const view = (overrides: Partial<RunsView> = {}): RunsView => ({
  experiment: null,
  search: '',
  sort: 'createdAt',
  direction: 'desc',
  ...overrides,
});

describe('readRunsView', () => {
  it.each<[string, string | null, RunsView]>([
    ['', null, view()],
    ['', 'homework', view({ experiment: 'homework' })],
    ['experiment=', 'homework', view()],
    ['experiment=mine', 'homework', view({ experiment: 'mine' })],
    ['q=tag%3Ab', null, view({ search: 'tag:b' })],
    ['sort=best.asc', null, view({ sort: 'best', direction: 'asc' })],
    ['sort=name', null, view({ sort: 'name', direction: 'asc' })],
    ['sort=config.latentDim.desc', null, view({ sort: 'config.latentDim', direction: 'desc' })],
    ['sort=config.unknown.desc', null, view()],
    ['sort=drop%20table', null, view()],
  ])('"%s", remembered %s', (query, remembered, expected) => {
    expect(readRunsView(new URLSearchParams(query), remembered)).toEqual(expected);
  });
});

describe('writeRunsView', () => {
  it.each([
    view(),
    view({ experiment: 'a & b', search: 'tag:x y' }),
    view({ sort: 'best', direction: 'asc' }),
    view({ direction: 'asc' }),
  ])('writes what is read back: %o', (one) => {
    const query = writeRunsView(one).slice('/?'.length);
    expect(readRunsView(new URLSearchParams(query), 'remembered')).toEqual(one);
  });
});

describe('listInput', () => {
  it('asks only for what narrows', () => {
    expect(listInput(view({ search: '  ' }))).toEqual({ sort: 'createdAt', direction: 'desc', limit: 100 });
    expect(listInput(view({ experiment: 'e', search: ' x ' }))).toMatchObject({
      experiment: 'e',
      search: 'x',
    });
  });
});

describe('showsNewestFirst', () => {
  it.each<[Partial<RunsView>, boolean]>([
    [{}, true],
    [{ experiment: 'e' }, true],
    [{ search: 'x' }, false],
    [{ sort: 'best' }, false],
    [{ direction: 'asc' }, false],
  ])('%o', (overrides, expected) => expect(showsNewestFirst(view(overrides))).toBe(expected));
});

describe('sortColumnOf', () => {
  it.each([
    ['best', 'best'],
    ['duration', 'durationMs'],
    ['started', 'createdAt'],
    ['config.beta', 'config.beta'],
    ['tags', null],
  ])('%s', (column, sort) => expect(sortColumnOf(column)).toBe(sort));
});

describe('nextSort', () => {
  it('goes through both directions and back to the newest first', () => {
    const first = nextSort(view(), 'best');
    const second = nextSort(first, 'best');
    expect([first, second, nextSort(second, 'best')]).toEqual([
      { sort: 'best', direction: 'asc' },
      { sort: 'best', direction: 'desc' },
      { sort: 'createdAt', direction: 'desc' },
    ]);
  });

  it('begins with the greatest where that tells more', () => {
    expect(nextSort(view(), 'durationMs').direction).toBe('desc');
    expect(nextSort(view(), 'createdAt')).toEqual({ sort: 'createdAt', direction: 'asc' });
  });
});
