/** Position is a place in a text, as editors count: the first line is 1, its first character is 1. */
export type Position = { readonly line: number; readonly column: number };

/** The line of a file may be long; so much of it is quoted on each side of the place. */
const QUOTED_CHARACTERS = 60;

/** quoteLine shows a line of a text on new lines, with a caret below the place; nothing of an empty one. */
export function quoteLine(text: string, { line, column }: Position): string {
  const whole = (text.split(/\r?\n/)[line - 1] ?? '').replaceAll('\t', ' ');
  if (whole.trim() === '') return '';
  const from = Math.max(0, column - 1 - QUOTED_CHARACTERS);
  const quoted = whole.slice(from, column - 1 + QUOTED_CHARACTERS).trimEnd();
  const margin = String(line).padStart(5);
  return `\n${margin} | ${quoted}\n${' '.repeat(margin.length)} | ${' '.repeat(column - 1 - from)}^`;
}
