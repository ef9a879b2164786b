import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { CurvesSkeleton } from './curves/CurvesSkeleton.tsx';
import classes from './run.module.css';

/** RunSkeleton keeps the room of a run's head and curves while the run is on its way. */
export function RunSkeleton(): ReactNode {
  return (
    <div role="status" aria-label={t('run.loading')}>
      <div className={classes.skeleton}>
        <Skeleton height={20} width={70} />
        <Skeleton height={32} width="min(420px, 80%)" />
        <Skeleton height={20} width="min(300px, 60%)" />
        <Skeleton height={46} width="min(640px, 100%)" />
        <Skeleton height={84} radius={8} />
        <Skeleton height={37} />
      </div>
      <CurvesSkeleton />
    </div>
  );
}
