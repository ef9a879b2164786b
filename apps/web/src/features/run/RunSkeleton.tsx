import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './run.module.css';

/** RunSkeleton keeps the room of a run's head while the run is on its way. */
export function RunSkeleton(): ReactNode {
  return (
    <div className={classes.skeleton} role="status" aria-label={t('run.loading')}>
      <Skeleton height={32} width="min(420px, 80%)" />
      <Skeleton height={18} width="min(300px, 60%)" />
      <Skeleton height={84} radius={8} />
      <Skeleton height={344} radius={8} />
    </div>
  );
}
