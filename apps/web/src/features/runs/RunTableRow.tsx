'use client';

import { memo, type ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { columnLabel, isFigure } from './column-layout.ts';
import { prepareRunRow } from './prepare-run-row.ts';
import { RowCheckbox } from './RowCheckbox.tsx';
import { RunCell } from './RunCell.tsx';
import { RunMenuButton } from './RunMenuButton.tsx';
import type { RunTableRowProps } from './row-props.ts';
import classes from './runs-table.module.css';

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
