import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';

const TOOLBAR_PX = 34;
/** Height of a chart with its title and legend, about. */
const CHART_PX = 374;

/** BestSkeleton keeps the room of the chart while it is on its way. */
export function BestSkeleton(): ReactNode {
  return (
    <div role="status" aria-label={t('sweep.best.loading')}>
      <Skeleton height={TOOLBAR_PX} width={160} radius={8} mb={8} />
      <Skeleton height={CHART_PX} radius={8} />
    </div>
  );
}
