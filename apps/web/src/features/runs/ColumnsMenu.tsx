'use client';

import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { MenuAnchor } from '../../ui/LazyMenu.tsx';
import { columnLabel } from './column-layout.ts';
import { type ColumnChoice, moveColumn, NO_CHOICE, type ShownColumn, showColumn } from './prepare-columns.ts';
import classes from './runs.module.css';

/** ColumnsMenu chooses the columns and their order. */
export function ColumnsMenu({
  columns,
  choice,
  onChoose,
  onClose,
}: {
  columns: readonly ShownColumn[];
  choice: ColumnChoice;
  onChoose: (choice: ColumnChoice) => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Popover
      opened
      onChange={onClose}
      position="bottom-end"
      width={300}
      trapFocus
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <MenuAnchor label={t('columns.title')} />
      </Popover.Target>
      <Popover.Dropdown className={classes.columns} aria-label={t('columns.title')}>
        <p className={classes.columnsHint}>{t('columns.hint')}</p>
        <ul className={classes.columnList}>
          {columns.map(({ id, visible }, i) => (
            <li key={id}>
              <Checkbox
                size="xs"
                label={columnLabel(id)}
                checked={visible}
                onChange={() => onChoose(showColumn(choice, { id, visible: !visible }))}
              />
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                disabled={i === 0}
                aria-label={t('columns.up', { column: columnLabel(id) })}
                onClick={() => onChoose(moveColumn(columns, { choice, id, by: -1 }))}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                disabled={i === columns.length - 1}
                aria-label={t('columns.down', { column: columnLabel(id) })}
                onClick={() => onChoose(moveColumn(columns, { choice, id, by: 1 }))}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <Button size="compact-sm" variant="default" onClick={() => onChoose(NO_CHOICE)}>
          {t('columns.reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
