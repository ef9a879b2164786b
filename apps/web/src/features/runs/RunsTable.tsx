'use client';

import {
  columnOrderingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type CSSProperties, type ReactNode, useMemo, useRef } from 'react';
import { t } from '../../messages/index.ts';
import { columnWidthPx } from './column-layout.ts';
import { fixedColumns } from './prepare-columns.ts';
import { RunsTableBody } from './RunsTableBody.tsx';
import { RunsTableHead } from './RunsTableHead.tsx';
import classes from './runs-table.module.css';
import type { RunsTableProps } from './table-props.ts';

const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, rowSelectionFeature });

/** RunsTable writes the runs that the window has room for, one row each; on a narrow screen a row is a card. */
export function RunsTable(props: RunsTableProps): ReactNode {
  const { runs, total, view, isStale } = props;
  const frame = useRef<HTMLDivElement>(null);
  const table = useRunsTable(props);
  const rows = table.getRowModel().rows;
  const visible = table.getVisibleLeafColumns().map((column) => column.id);
  const columnKey = visible.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new array of the same columns would draw every row again.
  const columnIds = useMemo(() => visible, [columnKey]);
  return (
    <div className={classes.frame} ref={frame} data-stale={isStale || undefined}>
      <table
        className={classes.table}
        style={widthOf(columnIds)}
        aria-label={t('runs.table.label')}
        aria-description={t('runs.table.keys')}
        aria-rowcount={total + 1}
      >
        <RunsTableHead
          columnIds={columnIds}
          view={view}
          runs={runs}
          selected={selectionMark(rows.length, table.getSelectedRowIds().length)}
          onSelectAll={() => table.toggleAllRowsSelected()}
          onSort={props.onSort}
        />
        <RunsTableBody {...props} frame={frame} rows={rows} columnIds={columnIds} />
      </table>
    </div>
  );
}

function useRunsTable({ runs, columns, selection, onSelectionChange }: RunsTableProps) {
  const ids = columns.map(({ id }) => id).join(' ');
  const definitions = useMemo(
    () => [...fixedColumns, ...ids.split(' '), 'actions'].map((id) => ({ id })),
    [ids],
  );
  const columnOrder = useMemo(() => definitions.map(({ id }) => id), [definitions]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id, visible }) => [id, visible])),
    [columns],
  );
  return useTable({
    features,
    columns: definitions,
    data: runs,
    getRowId: (run) => run.id,
    enableRowRangeSelection: true,
    state: { columnVisibility, columnOrder, rowSelection: selection },
    onRowSelectionChange: onSelectionChange,
  });
}

function selectionMark(rows: number, selected: number): 'none' | 'some' | 'all' {
  if (selected === 0) return 'none';
  return selected >= rows ? 'all' : 'some';
}

/** The table is never narrower than its columns: then it scrolls sideways. */
function widthOf(columnIds: readonly string[]): CSSProperties {
  const widthPx = columnIds.reduce((sum, id) => sum + columnWidthPx(id), 0);
  return { '--table-width': `${widthPx}px` } as CSSProperties;
}
