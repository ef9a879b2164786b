'use client';

import type { RowSelectionState } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { type FocusEvent, type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { askDeletion } from './deletion-store.ts';
import type { ListedRun } from './patch-run-pages.ts';

/** RowEditing is what is being edited in a row. */
export type RowEditing = 'name' | 'tags';

/** KeyedRow is what the keys need of a row of the table. */
export type KeyedRow = {
  readonly id: string;
  readonly original: ListedRun;
  getToggleSelectedHandler(): (event: unknown) => void;
};

type RowKeysInput = {
  readonly rows: readonly KeyedRow[];
  readonly selection: RowSelectionState;
  scrollTo(index: number): void;
  clearSelection(): void;
};

/** RowKeys is which row the keys act on, and what they do. */
export type RowKeys = {
  /** The one row that the Tab key reaches. */
  readonly activeId: string | null;
  readonly editing: { readonly id: string; readonly what: RowEditing } | null;
  edit(id: string, what: RowEditing | null): void;
  select(id: string, event: unknown): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  onFocus(event: FocusEvent<HTMLElement>): void;
};

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** useRowKeys lets one row at a time take the keys: j, k and arrows move, x selects, Shift+X up to the last one, Enter opens, e renames, Delete deletes. */
export function useRowKeys({ rows, selection, scrollTo, clearSelection }: RowKeysInput): RowKeys {
  const router = useRouter();
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [editing, setEditing] = useState<RowKeys['editing']>(null);
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.id === focusedId),
  );
  const rowsNow = useRef(rows);
  rowsNow.current = rows;

  const moveTo = (index: number, body: HTMLElement) => {
    const row = rows[index];
    if (!row) return;
    setFocusedId(row.id);
    scrollTo(index);
    // The row may only now be drawn.
    requestAnimationFrame(() => rowElement(body, row.id)?.focus());
  };
  const remove = (row: KeyedRow) => {
    const selected = Object.keys(selection);
    askDeletion({ ids: selection[row.id] ? selected : [row.id], name: row.original.name });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // A menu of a row stands elsewhere in the page, and has keys of its own.
    if (!isWithin(event)) return;
    const row = rows[activeIndex];
    const onRow = event.target instanceof HTMLElement && event.target.matches('tr');
    if (!row || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const step = steps[event.key];
    if (step !== undefined) moveTo(activeIndex + step, event.currentTarget);
    else if (event.key.toLowerCase() === 'x') {
      // Shift selects all from the last one, as it does with a click.
      const { shiftKey } = event;
      row.getToggleSelectedHandler()({ shiftKey, target: { checked: shiftKey || !selection[row.id] } });
    } else if (event.key === 'e') setEditing({ id: row.id, what: 'name' });
    else if (event.key === 'Delete') remove(row);
    else if (event.key === 'Escape') clearSelection();
    else if (event.key === 'Enter' && onRow) router.push(`/runs/${row.id}`);
    else return;
    event.preventDefault();
  };
  return {
    activeId: rows[activeIndex]?.id ?? null,
    editing,
    edit: useCallback((id, what) => setEditing(what && { id, what }), []),
    select: useCallback((id, event) => {
      rowsNow.current.find((row) => row.id === id)?.getToggleSelectedHandler()(event);
    }, []),
    onKeyDown,
    onFocus: (event) => {
      const row = rowOf(event.target);
      if (row?.dataset.run) setFocusedId(row.dataset.run);
    },
  };
}

function isWithin({ currentTarget, target }: KeyboardEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea');
}

function rowOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>('tr[data-run]');
}

function rowElement(body: HTMLElement, id: string): HTMLElement | null {
  return body.querySelector<HTMLElement>(`tr[data-run="${id}"]`);
}
