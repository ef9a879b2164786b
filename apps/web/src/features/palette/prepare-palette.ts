/** PaletteItem is one thing that the palette can do. */
export type PaletteItem = {
  readonly id: string;
  readonly label: string;
  /** A word more, dimmed. */
  readonly detail?: string;
  /** Found by these words too. */
  readonly words?: string;
  readonly run: () => void;
};

/** PaletteGroup is items of one kind under a heading. */
export type PaletteGroup = { readonly heading: string; readonly items: readonly PaletteItem[] };

/** matchItems returns the items that have every typed word somewhere, in their order. */
export function matchItems(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ label, detail = '', words: more = '' }) => {
    const text = `${label} ${detail} ${more}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** keepGroups leaves out groups without an item. */
export function keepGroups(groups: readonly PaletteGroup[]): PaletteGroup[] {
  return groups.filter(({ items }) => items.length > 0);
}

/** stepIndex moves through a list and goes round at its ends. */
export function stepIndex(index: number, { by, count }: { by: number; count: number }): number {
  return count === 0 ? 0 : (index + by + count) % count;
}
