'use client';

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { askDeletion } from './deletion-store.ts';
import type { ListedRun } from './patch-run-pages.ts';
import classes from './runs.module.css';

/** SelectionBar says what can be done with the selected runs, at the foot of the page, where it moves nothing. */
export function SelectionBar({
  runs,
  onTag,
  onMove,
  onClear,
}: {
  runs: readonly ListedRun[];
  onTag: () => void;
  onMove: () => void;
  onClear: () => void;
}): ReactNode {
  const count = runs.length;
  return (
    <section className={classes.selection} aria-label={t('selection.label')}>
      <strong role="status">
        {count === 1 ? t('selection.one') : t('selection.other', { count: formatCount(count) })}
      </strong>
      <Button size="compact-sm" variant="default" onClick={onTag}>
        {t('selection.tag')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onMove}>
        {t('selection.move')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        c="var(--status-text-bad)"
        onClick={() =>
          askDeletion({ ids: runs.map((run) => run.id), name: runs[0]?.name ?? '', onDeleted: onClear })
        }
      >
        {t('selection.delete')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
        {t('selection.clear')}
      </Button>
    </section>
  );
}
