'use client';

import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { LazyMenu } from '../../ui/LazyMenu.tsx';
import { lazy } from '../../ui/lazy.tsx';
import type { ListedRun } from './patch-run-pages.ts';
import classes from './run-cells.module.css';
import type { RowEditing } from './use-row-keys.ts';

const RunMenu = lazy(() => import('./RunMenu.tsx').then(({ RunMenu }) => RunMenu));

/** RunMenuButton opens what can be done with a run. */
export function RunMenuButton({
  run,
  tabIndex,
  onEdit,
  onEditNote,
}: {
  run: ListedRun;
  tabIndex: number;
  onEdit: (id: string, what: RowEditing) => void;
  onEditNote: (run: ListedRun) => void;
}): ReactNode {
  return (
    <LazyMenu
      label={t('runs.menu', { name: run.name })}
      className={classes.icon}
      tabIndex={tabIndex}
      face={<IconDots size={18} stroke={1.6} aria-hidden="true" />}
    >
      {(onClose) => (
        <RunMenu
          run={run}
          onRename={() => onEdit(run.id, 'name')}
          onTag={() => onEdit(run.id, 'tags')}
          onNote={() => onEditNote(run)}
          onClose={onClose}
        />
      )}
    </LazyMenu>
  );
}
