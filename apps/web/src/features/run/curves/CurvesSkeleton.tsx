import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import { Section } from '../Section.tsx';
import classes from './curves.module.css';

const TOOLBAR_PX = 34;
const HEADING_PX = 24;
/** Height of a chart with its title and legend, about. */
export const CHART_PX = 374;
const groups = [
  { id: 'loss', charts: ['objective', 'reconstruction', 'kl'] },
  { id: 'latent', charts: ['dimensions', 'units'] },
  { id: 'system', charts: ['throughput', 'processor', 'memory', 'disk'] },
];

/** CurvesSkeleton keeps the room of the charts while they are on their way. */
export function CurvesSkeleton(): ReactNode {
  return (
    <Section id="curves">
      <div role="status" aria-label={t('charts.loading')}>
        <Skeleton height={TOOLBAR_PX} radius={8} />
        <div className={classes.groups}>
          {groups.map(({ id, charts }) => (
            <div key={id} className={classes.group} data-group={id} data-charts={charts.length}>
              <Skeleton height={HEADING_PX} width={120} mb={8} />
              <div className={classes.charts}>
                {charts.map((chart) => (
                  <Skeleton key={chart} height={CHART_PX} radius={8} />
                ))}
              </div>
            </div>
          ))}
        </div>
      </div>
    </Section>
  );
}
