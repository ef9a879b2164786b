'use client';

import { RANKING_METRIC } from '@laten/shared';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { columnLabel, columnWidthPx, isFigure } from './column-layout.ts';
import type { ListedRun } from './patch-run-pages.ts';
import { describePixels } from './prepare-run-row.ts';
import { RowCheckbox } from './RowCheckbox.tsx';
import { nextSort, type RunsView, type SortColumn, sortColumnOf } from './runs-address.ts';
import classes from './runs-table.module.css';

/** RunsTableHead names the columns and sorts by them. */
export function RunsTableHead({
  columnIds,
  view,
  runs,
  selected,
  onSelectAll,
  onSort,
}: {
  columnIds: readonly string[];
  view: RunsView;
  runs: readonly ListedRun[];
  selected: 'none' | 'some' | 'all';
  onSelectAll: () => void;
  onSort: (order: Pick<RunsView, 'sort' | 'direction'>) => void;
}): ReactNode {
  const metricHelp = describeMetric(view, runs);
  return (
    <thead className={classes.head}>
      <tr aria-rowindex={1}>
        {columnIds.map((id) => {
          const column = sortColumnOf(id);
          const isSorted = column !== null && view.sort === column;
          return (
            <th
              key={id}
              scope="col"
              data-column={id}
              data-figure={isFigure(id) || undefined}
              style={{ width: columnWidthPx(id) }}
              aria-sort={isSorted ? (view.direction === 'asc' ? 'ascending' : 'descending') : undefined}
              title={id === 'best' || id === 'last' ? metricHelp : undefined}
            >
              {id === 'select' ? (
                <RowCheckbox
                  label={t('runs.select.all')}
                  checked={selected === 'all'}
                  isPartly={selected === 'some'}
                  onChange={onSelectAll}
                />
              ) : id === 'actions' ? (
                <span className={classes.hidden}>{columnLabel(id)}</span>
              ) : (
                <ColumnName label={nameOf(id, view)} column={column} view={view} onSort={onSort} />
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** The course of a metric is named after it. */
function nameOf(id: string, { sweep }: RunsView): string {
  return id === 'sparkline' && sweep ? sweep.metric : columnLabel(id);
}

function describeMetric({ sweep }: RunsView, runs: readonly ListedRun[]): string {
  if (sweep && sweep.metric !== RANKING_METRIC) return t('runs.metric.help.other', { metric: sweep.metric });
  const pixels = describePixels(runs.map((run) => run.config.likelihood));
  return t('runs.metric.help', { unit: t('runs.metric.unit', { pixels }) });
}

function ColumnName({
  label,
  column,
  view,
  onSort,
}: {
  label: string;
  column: SortColumn | null;
  view: RunsView;
  onSort: (order: Pick<RunsView, 'sort' | 'direction'>) => void;
}): ReactNode {
  if (column === null) return <span className={classes.columnName}>{label}</span>;
  const Arrow = view.direction === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <button type="button" className={classes.sort} onClick={() => onSort(nextSort(view, column))}>
      <span className={classes.columnName}>{label}</span>
      {view.sort === column ? <Arrow size={13} stroke={2} aria-hidden="true" /> : null}
    </button>
  );
}
