import type { ReactNode } from 'react';

/** InlineCode writes a sentence whose commands stand between backticks, as the command line writes them. */
export function InlineCode({ text }: { text: string }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name, and never move.
  return text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));
}
