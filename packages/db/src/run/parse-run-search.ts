/** RunSearch is a search text, understood. All of it must match. */
export type RunSearch = {
  /** Part of a name or tag, or the start of an id. */
  readonly text: string;
  /** Whole tags. */
  readonly tags: readonly string[];
};

const TAG_TERM = /(?:^|(?<=\s))tag:(?:"([^"]*)"|(\S+))/gi;

/** parseRunSearch takes the terms `tag:homework` and `tag:"two words"` out of a search text; the rest is one text. */
export function parseRunSearch(search: string): RunSearch {
  const tags: string[] = [];
  const rest = search.replace(TAG_TERM, (_term, quoted?: string, plain?: string) => {
    const tag = quoted ?? plain ?? '';
    if (tag) tags.push(tag);
    return '';
  });
  return { text: rest.replace(/\s+/g, ' ').trim(), tags };
}
