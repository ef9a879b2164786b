import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import run from '../run/run.module.css';
import { BestSkeleton } from './best/BestSkeleton.tsx';

/** SweepSkeleton keeps the room of a sweep's head and chart while the sweep is on its way. */
export function SweepSkeleton(): ReactNode {
  return (
    <div role="status" aria-label={t('sweep.loading')}>
      <div className={run.skeleton}>
        <Skeleton height={20} width={70} />
        <Skeleton height={32} width="min(420px, 80%)" />
        <Skeleton height={20} width="min(300px, 60%)" />
        <Skeleton height={8} radius={4} />
        <Skeleton height={84} radius={8} />
      </div>
      <BestSkeleton />
    </div>
  );
}
