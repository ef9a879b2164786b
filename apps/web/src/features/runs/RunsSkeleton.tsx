import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './runs.module.css';

const rows = ['first', 'second', 'third', 'fourth', 'fifth'];

/** RunsSkeleton keeps the room of the table while the runs are on their way. */
export function RunsSkeleton(): ReactNode {
  return (
    <div className={classes.tableFrame} role="status" aria-label={t('runs.loading')}>
      <div className={classes.skeleton}>
        {rows.map((row) => (
          <Skeleton key={row} height={18} radius="sm" />
        ))}
      </div>
    </div>
  );
}
