'use client';

import { createStore } from '../../../ui/create-store.ts';
import { toggleLine } from './toggle-line.ts';

const none: ReadonlySet<string> = new Set();

/** Remembered from run to run, until the page is loaded anew. */
const store = createStore(none);

/** useHiddenLines keeps which lines of the charts are hidden. */
export function useHiddenLines(): {
  readonly hidden: ReadonlySet<string>;
  toggle(line: { lineId: string; alone: boolean; among: readonly string[] }): void;
  showAll(): void;
} {
  return {
    hidden: store.use(),
    toggle: (line) => store.set(toggleLine(store.get(), line)),
    showAll: () => store.set(none),
  };
}
