import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import runs from '../runs/runs.module.css';

const rows = Array.from({ length: 8 }, (_, i) => i);

/** SweepsSkeleton keeps the room of the rows while the sweeps are on their way. */
export function SweepsSkeleton(): ReactNode {
  return (
    <div role="status" aria-label={t('sweeps.loading')} className={runs.skeleton}>
      {rows.map((row) => (
        <div key={row} className={runs.skeletonRow}>
          <Skeleton height={12} width={`${60 + ((row * 37) % 35)}%`} radius="sm" />
        </div>
      ))}
    </div>
  );
}
