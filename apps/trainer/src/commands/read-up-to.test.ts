import { describe, expect, it } from 'vitest';
import { readUpTo } from './read-up-to.ts';

/** A list of `count` numbers whose pages have at most 3. */
const listOf = (count: number) => async (page: { limit: number; cursor: string | null }) => {
  const from = Number(page.cursor ?? 0);
  const to = Math.min(count, from + Math.min(3, page.limit));
  return {
    items: Array.from({ length: to - from }, (_, i) => from + i),
    nextCursor: to < count ? String(to) : null,
  };
};

describe('readUpTo', () => {
  it.each([
    { count: 0, limit: 5, read: 0, hasMore: false },
    { count: 2, limit: 5, read: 2, hasMore: false },
    { count: 5, limit: 5, read: 5, hasMore: false },
    { count: 6, limit: 5, read: 5, hasMore: true },
    { count: 20, limit: 1, read: 1, hasMore: true },
  ])('reads $read of $count for a limit of $limit', async ({ count, limit, read, hasMore }) => {
    const found = await readUpTo(limit, listOf(count));
    expect(found).toEqual({ items: Array.from({ length: read }, (_, i) => i), hasMore });
  });
});
