import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import {
  findNewcomers,
  insertNewestRuns,
  type ListedRun,
  listedRuns,
  placeInNewestFirst,
  type RunPages,
  replaceRuns,
} from './patch-run-pages.ts';

const run = (id: string, minute = 0): ListedRun =>
  listedRun({ id, createdAt: new Date(Date.UTC(2026, 10, 3, 7, minute)) });

function pagesOf(...pages: ListedRun[][]): RunPages {
  const total = pages.flat().length;
  return {
    pages: pages.map((runs, i) => ({
      runs,
      total,
      nextCursor: i < pages.length - 1 ? 'next' : null,
      readAt: run('read', 10).createdAt,
    })),
  };
}

const idsOf = (data: RunPages) => data.pages.map((page) => page.runs.map(({ id }) => id));

describe('replaceRuns', () => {
  const data = pagesOf([run('d'), run('c')], [run('b'), run('a')]);

  it('changes a run where it stands and leaves the other pages the same objects', () => {
    const patched = replaceRuns(data, ['c', 'unknown'], (one) => ({ ...one, name: 'changed' }));
    expect(patched.pages[0]?.runs[1]?.name).toBe('changed');
    expect(patched.pages[0]?.runs[0]).toBe(data.pages[0]?.runs[0]);
    expect(patched.pages[1]).toBe(data.pages[1]);
  });

  it('takes out what is gone and counts it', () => {
    const patched = replaceRuns(data, ['d', 'a'], () => null);
    expect(idsOf(patched)).toEqual([['c'], ['b']]);
    expect(patched.pages.map(({ total }) => total)).toEqual([2, 2]);
  });
});

describe('insertNewestRuns', () => {
  it('puts new runs on top, the newest first, once', () => {
    const data = pagesOf([run('b', 2), run('a', 1)]);
    const inserted = insertNewestRuns(data, [run('c', 3), run('d', 4), run('b', 2)]);
    expect(idsOf(inserted)).toEqual([['d', 'c', 'b', 'a']]);
    expect(inserted.pages[0]?.total).toBe(4);
    expect(insertNewestRuns(inserted, [run('d', 4)])).toBe(inserted);
  });

  it('inserts into an empty list, and leaves one alone that has not been read', () => {
    expect(idsOf(insertNewestRuns(pagesOf([]), [run('a')]))).toEqual([['a']]);
    const unread: RunPages = { pages: [] };
    expect(insertNewestRuns(unread, [run('a')])).toBe(unread);
  });
});

describe('findNewcomers', () => {
  const data = pagesOf([run('c', 11), run('b', 2)]);

  it('takes a run that was created after the list was read, once', () => {
    expect(findNewcomers(data, [run('d', 12), run('c', 11)]).map(({ id }) => id)).toEqual(['d']);
  });

  it('leaves a run that is older than the list, and all of them while nothing is read', () => {
    expect(findNewcomers(data, [run('a', 1)])).toEqual([]);
    expect(findNewcomers(undefined, [run('d', 12)])).toEqual([]);
  });
});

describe('placeInNewestFirst', () => {
  const more: RunPages = { pages: pagesOf([run('d', 4), run('b', 2)], []).pages.slice(0, 1) };

  it.each<[string, ListedRun, string]>([
    ['newer', run('e', 5), 'top'],
    ['as new, with a greater id', run('e', 4), 'top'],
    ['as new, with a smaller id', run('c', 4), 'among'],
    ['between two rows', run('c', 3), 'among'],
    ['older than what was read', run('a', 1), 'behind'],
  ])('%s', (_name, one, place) => expect(placeInNewestFirst(more, one)).toBe(place));

  it('has nothing behind a list that was read to its end, and nothing but a top in an empty one', () => {
    expect(placeInNewestFirst(pagesOf([run('b', 2)]), run('a', 1))).toBe('among');
    expect(placeInNewestFirst(pagesOf([]), run('a', 1))).toBe('top');
  });
});

describe('listedRuns', () => {
  it('takes a run once that moved between two pages while they were read', () => {
    expect(listedRuns(pagesOf([run('c'), run('b')], [run('b'), run('a')])).map(({ id }) => id)).toEqual([
      'c',
      'b',
      'a',
    ]);
    expect(listedRuns(undefined)).toEqual([]);
  });
});
