import { formatCount } from '../view/format.ts';
import type { CommandContext } from './command-context.ts';

/** Page is a part of a list of the database, and where the next part begins. */
type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };

/** readUpTo reads so many items of a list, in more than one page of the database if it must, and tells whether there are more. */
export async function readUpTo<Item>(
  limit: number,
  readPage: (page: { limit: number; cursor: string | null }) => Promise<Page<Item>>,
): Promise<{ items: Item[]; hasMore: boolean }> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await readPage({ limit: limit - items.length, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < limit);
  return { items, hasMore: cursor !== null };
}

/** sayThereAreMore tells a person whose list was cut how to see more of it. */
export function sayThereAreMore({ say }: Pick<CommandContext, 'say'>, what: string, limit: number): void {
  const more = limit * 2;
  say(`There are more ${what}: \`--limit ${more}\` shows up to ${formatCount(more)}.`);
}
