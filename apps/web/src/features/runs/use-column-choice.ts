'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { type ColumnChoice, readColumnChoice } from './prepare-columns.ts';

const listeners = new Set<() => void>();

/** useColumnChoice returns the columns that were chosen for an experiment in this browser, and how to choose others. */
export function useColumnChoice(experiment: string | null): [ColumnChoice, (choice: ColumnChoice) => void] {
  const storageKey = `laten.columns.${experiment ?? ''}`;
  const text = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(storageKey),
    () => null,
  );
  const choice = useMemo(() => readColumnChoice(text), [text]);
  return [
    choice,
    (next) => {
      localStorage.setItem(storageKey, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
  ];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
