'use client';

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useCallback, useEffect, useMemo } from 'react';
import type { ListedRun } from './patch-run-pages.ts';
import { bestOf } from './prepare-run-row.ts';
import { RunTableRow } from './RunTableRow.tsx';
import type { RunsTableProps } from './table-props.ts';
import { type KeyedRow, useRowKeys } from './use-row-keys.ts';
import { useRunActionsOf } from './use-run-actions.ts';

const ROW_PX = 48;
const CARD_PX = 100;
const OVERSCAN_ROWS = 8;
/** So many rows before the end, the next page is asked for. */
const READ_AHEAD_ROWS = 40;
/** What the server assumes of the window, to render rows enough. */
const ASSUMED_WINDOW = { width: 1440, height: 900 };

type BodyRow = KeyedRow & { getIsSelected(): boolean };

type RunsTableBodyProps = RunsTableProps & {
  readonly frame: { readonly current: HTMLDivElement | null };
  readonly rows: readonly BodyRow[];
  readonly columnIds: readonly string[];
};

/** RunsTableBody draws the rows in sight and a few around them. Scrolling draws this alone again, and of it only new rows. */
export function RunsTableBody(props: RunsTableBodyProps): ReactNode {
  const { runs, rows, columnIds, view, workers, isNarrow, frame, onEditNote, onNearEnd } = props;
  const virtual = useVirtualRows({ frame, count: rows.length, isNarrow });
  const items = virtual.getVirtualItems();
  const keys = useRowKeys({
    rows,
    selection: props.selection,
    scrollTo: (index) => virtual.scrollToIndex(index),
    clearSelection: props.onClearSelection,
  });
  const actionsOf = useRunActionsOf();
  const setTags = useCallback(
    (run: ListedRun, tags: readonly string[]) => void actionsOf(run).setTags(tags),
    [actionsOf],
  );
  const bestOfRead = useMemo(() => bestOf(runs), [runs]);
  const bestId = props.bestId === undefined ? bestOfRead : props.bestId;
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= rows.length - READ_AHEAD_ROWS) onNearEnd();
  }, [lastIndex, rows.length, onNearEnd]);
  return (
    <tbody style={spaceOf(virtual)} onKeyDown={keys.onKeyDown} onFocus={keys.onFocus}>
      {items.map(({ index }) => {
        const row = rows[index];
        if (!row) return null;
        return (
          <RunTableRow
            key={row.id}
            run={row.original}
            index={index}
            columnIds={columnIds}
            workers={row.original.status === 'QUEUED' ? workers : undefined}
            sweepOfList={view.sweep?.id ?? null}
            isSelected={row.getIsSelected()}
            isActive={row.id === keys.activeId}
            isBest={row.id === bestId}
            editing={keys.editing?.id === row.id ? keys.editing.what : null}
            onEdit={keys.edit}
            onEditNote={onEditNote}
            onSetTags={setTags}
            onSelect={keys.select}
          />
        );
      })}
    </tbody>
  );
}

function useVirtualRows({
  frame,
  count,
  isNarrow,
}: {
  frame: { readonly current: HTMLDivElement | null };
  count: number;
  isNarrow: boolean;
}) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => (isNarrow ? CARD_PX : ROW_PX),
    initialRect: ASSUMED_WINDOW,
    overscan: OVERSCAN_ROWS,
    useFlushSync: false,
    scrollPaddingStart: isNarrow ? 0 : ROW_PX,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have another height now.
  useEffect(() => virtual.measure(), [isNarrow, virtual]);
  return virtual;
}

/** The room of the rows that are not drawn, which the style sheet puts before and behind those that are. */
function spaceOf(virtual: Virtualizer<HTMLDivElement, Element>): CSSProperties {
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return { '--space-before': `${before}px`, '--space-after': `${after}px` } as CSSProperties;
}
