'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import { findInLog, type LogMatch } from './log-text.ts';

/** LogSearch is a search through a log and the place one is at. */
export type LogSearch = {
  readonly text: string;
  setText(text: string): void;
  readonly matches: readonly LogMatch[];
  readonly current: LogMatch | null;
  /** Place of the current match among all, from 0. */
  readonly at: number;
  /** Goes to the next place, or the one before; round and round. */
  move(places: number): void;
};

/** useLogSearch searches a log while a person types; typing stays quick however long the log is. */
export function useLogSearch(lines: readonly string[]): LogSearch {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState(0);
  const searched = useDeferredValue(text);
  const matches = useMemo(() => findInLog(lines, searched), [lines, searched]);
  const at = matches.length === 0 ? 0 : ((wanted % matches.length) + matches.length) % matches.length;
  return {
    text,
    setText: (changed) => {
      setText(changed);
      setWanted(0);
    },
    matches,
    current: matches[at] ?? null,
    at,
    move: (places) => setWanted(at + places),
  };
}
