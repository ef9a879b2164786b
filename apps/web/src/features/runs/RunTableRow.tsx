'use client';

import { memo, type ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { columnLabel, isFigure } from './column-layout.ts';
import type { WorkersStatus } from './describe-status.ts';
import type { ListedRun } from './patch-run-pages.ts';
import { prepareRunRow } from './prepare-run-row.ts';
import { RowCheckbox } from './RowCheckbox.tsx';
import { RunCell } from './RunCell.tsx';
import { RunMenuButton } from './RunMenuButton.tsx';
import classes from './runs-table.module.css';
import type { RowEditing } from './use-row-keys.ts';

/** RunTableRowProps are one run and how its row stands. They are compared one by one: only what changed is drawn again. */
export type RunTableRowProps = {
  readonly run: ListedRun;
  readonly index: number;
  readonly columnIds: readonly string[];
  readonly workers: WorkersStatus | undefined;
  /** The sweep whose trials the list shows, if it shows those of one. */
  readonly sweepOfList: string | null;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly isBest: boolean;
  readonly editing: RowEditing | null;
  readonly onEdit: (id: string, what: RowEditing | null) => void;
  readonly onEditNote: (run: ListedRun) => void;
  readonly onSetTags: (run: ListedRun, tags: readonly string[]) => void;
  readonly onSelect: (id: string, event: unknown) => void;
};

/** RunTableRow is one run. Only the active row is reached by the Tab key, and what is in it. */
export const RunTableRow = memo(function RunTableRow(props: RunTableRowProps): ReactNode {
  const { run, index, columnIds, isSelected, isActive, onSelect, onEdit, onEditNote } = props;
  const tabIndex = isActive ? 0 : -1;
  const texts = prepareRunRow(run);
  return (
    <tr
      className={classes.row}
      data-run={run.id}
      data-selected={isSelected || undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={tabIndex}
    >
      {columnIds.map((id) => (
        <td key={id} data-column={id} data-figure={isFigure(id) || undefined} data-label={columnLabel(id)}>
          {id === 'select' ? (
            <RowCheckbox
              tabIndex={tabIndex}
              label={t('runs.select', { name: run.name })}
              checked={isSelected}
              onChange={(event) => onSelect(run.id, event)}
            />
          ) : id === 'actions' ? (
            <RunMenuButton run={run} tabIndex={tabIndex} onEdit={onEdit} onEditNote={onEditNote} />
          ) : (
            <RunCell {...props} id={id} texts={texts} tabIndex={tabIndex} />
          )}
        </td>
      ))}
    </tr>
  );
});
