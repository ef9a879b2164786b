'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { withStorage } from '../../ui/with-storage.ts';
import { writeCookie } from '../../ui/write-cookie.ts';
import { type ColumnChoice, readColumnChoice } from './prepare-columns.ts';
import { COLUMNS_COOKIE, readRememberedColumns, writeRememberedColumns } from './remembered-columns.ts';
import type { RunsView } from './runs-address.ts';

const listeners = new Set<() => void>();
/** A browser may refuse its storage; then a choice lasts as long as the page. */
const chosen = new Map<string, string>();

/**
 * useColumnChoice returns the columns that were chosen in this browser for an experiment, or for the trials of all sweeps,
 * and how to choose others. The cookie of the request lets the page come with them.
 */
export function useColumnChoice(
  { experiment, sweep }: Pick<RunsView, 'experiment' | 'sweep'>,
  cookieAtFirst: string | null,
): [ColumnChoice, (choice: ColumnChoice) => void] {
  const storageKey = sweep ? 'laten.trial-columns' : `laten.columns.${experiment ?? ''}`;
  const text = useSyncExternalStore(
    subscribe,
    () => withStorage((storage) => storage.getItem(storageKey)) ?? chosen.get(storageKey) ?? null,
    () => readRememberedColumns(cookieAtFirst, storageKey),
  );
  useEffect(() => writeCookie(COLUMNS_COOKIE, writeRememberedColumns(storageKey, text)), [storageKey, text]);
  const choice = useMemo(() => readColumnChoice(text), [text]);
  return [
    choice,
    (next) => {
      const nextText = JSON.stringify(next);
      chosen.set(storageKey, nextText);
      withStorage((storage) => storage.setItem(storageKey, nextText));
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
