import { describe, expect, it } from 'vitest';
import {
  listInput,
  nextSort,
  type RunsView,
  readRunsView,
  readTrialsView,
  showsNewestFirst,
  sortColumnOf,
  writeRunsView,
} from './runs-address.ts';

const view = (overrides: Partial<RunsView> = {}): RunsView => ({
  experiment: null,
  sweep: null,
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

describe('the trials of a sweep', () => {
  const sweep = { id: '1m86ammtb54b67bz', metric: 'val_nelbo', goal: 'minimize' } as const;
  const trials = view({ sweep, sort: 'trial', direction: 'asc' });

  it.each([
    [trials, `/sweeps/${sweep.id}`],
    [{ ...trials, search: 'beta=4' }, `/sweeps/${sweep.id}?q=beta%3D4`],
    [{ ...trials, sort: 'best' } as const, `/sweeps/${sweep.id}?sort=best.asc`],
  ])('stand in the address of its page: %#', (one, address) => {
    expect(writeRunsView(one)).toBe(address);
    expect(readTrialsView(new URL(address, 'http://localhost').searchParams, sweep)).toEqual(one);
  });

  it('are asked for by the sweep, with what it compares them by', () => {
    expect(listInput(trials)).toEqual({ sweepId: sweep.id, sort: 'trial', direction: 'asc', limit: 100 });
    expect(listInput({ ...trials, sweep: { ...sweep, metric: 'val_loss' } })).toMatchObject({
      metric: 'val_loss',
    });
  });

  it('go back to their own order after both directions of a column', () => {
    expect(nextSort({ sweep, sort: 'best', direction: 'desc' }, 'best')).toEqual({
      sort: 'trial',
      direction: 'asc',
    });
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
    const second = nextSort(view(first), 'best');
    expect([first, second, nextSort(view(second), 'best')]).toEqual([
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
