import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './run.module.css';
import { Section } from './Section.tsx';

const CHART_PX = 344;
const charts = ['loss', 'kl', 'dimensions', 'units', 'throughput'];

/** CurvesSkeleton keeps the room of the charts while they are on their way. */
export function CurvesSkeleton(): ReactNode {
  return (
    <Section title={t('run.section.curves')}>
      <div className={classes.curves} role="status" aria-label={t('chart.loading')}>
        {charts.map((chart) => (
          <Skeleton key={chart} height={CHART_PX} radius={8} />
        ))}
      </div>
    </Section>
  );
}
