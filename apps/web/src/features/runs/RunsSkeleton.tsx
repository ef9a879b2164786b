import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './runs.module.css';

const rows = Array.from({ length: 12 }, (_, i) => i);

/** RunsSkeleton keeps the room of the toolbar and the rows while the runs are on their way. */
export function RunsSkeleton(): ReactNode {
  return (
    <div role="status" aria-label={t('runs.loading')}>
      <div className={classes.toolbar}>
        <Skeleton height={34} width={280} radius="sm" />
      </div>
      <div className={classes.skeleton}>
        {rows.map((row) => (
          <div key={row} className={classes.skeletonRow}>
            <Skeleton height={12} width={`${60 + ((row * 37) % 35)}%`} radius="sm" />
          </div>
        ))}
      </div>
    </div>
  );
}
