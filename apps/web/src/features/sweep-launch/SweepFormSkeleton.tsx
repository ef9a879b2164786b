import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './sweep-launch.module.css';

/** SweepFormSkeleton keeps the room of the form while it is on its way. */
export function SweepFormSkeleton(): ReactNode {
  return (
    <div className={classes.columns} role="status" aria-label={t('sweepLaunch.loading')}>
      <Skeleton height={640} radius={8} />
      <Skeleton height={320} radius={8} />
    </div>
  );
}
