'use client';

import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { ChartControlsProvider } from '../../../charts/ChartControls.tsx';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import { pictureOf } from '../../../charts/picture-of.ts';
import { t } from '../../../messages/index.ts';
import { useTRPC } from '../../../trpc/client.tsx';
import { ErrorState, messageOfError } from '../../../ui/ErrorState.tsx';
import { toggleLine } from '../../run/curves/toggle-line.ts';
import { useRunZoom } from '../../run/curves/use-run-zoom.ts';
import { downloadBlob, safeFileName } from '../../run/pictures/download.ts';
import { type BestAxis, bestAxes, bestLines, prepareBestChart, writeBestCsv } from '../prepare-best-chart.ts';
import classes from '../sweep-page.module.css';
import type { BestPoint, SweepDetail } from '../sweep-types.ts';
import { BestSkeleton } from './BestSkeleton.tsx';

/** BestSoFar draws the best value of a sweep over the trials that have ended, and each trial's own behind it. */
export function BestSoFar({ sweep }: { sweep: SweepDetail }): ReactNode {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.sweeps.best.queryOptions({ id: sweep.id }));
  if (error && !data) {
    return <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} />;
  }
  if (!data) return <BestSkeleton />;
  if (data.length === 0) {
    return <p className={classes.nothing}>{t('sweep.best.none', { metric: sweep.metric })}</p>;
  }
  return <BestChart sweep={sweep} points={data} />;
}

function BestChart({ sweep, points }: { sweep: SweepDetail; points: readonly BestPoint[] }): ReactNode {
  const [axis, setAxis] = useState<BestAxis>('trial');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const zoom = useRunZoom({ from: 0, to: points.length });
  const { spec, name } = sweep;
  const startMs = (sweep.startedAt ?? sweep.createdAt).getTime();
  const view = useMemo(() => ({ axis, zoom: zoom.shown, hidden }), [axis, zoom.shown, hidden]);
  const model = useMemo(
    () => prepareBestChart({ points, spec, startMs, ...view }),
    [points, spec, startMs, view],
  );
  const fileName = (extension: string) => `${safeFileName(`${name}-best-so-far`)}.${extension}`;
  return (
    <>
      <SegmentedControl
        size="xs"
        mb={8}
        aria-label={t('sweep.best.axis')}
        value={axis}
        onChange={(value) => setAxis(value as BestAxis)}
        data={bestAxes.map((value) => ({ value, label: t(`sweep.best.axis.${value}`) }))}
      />
      <ChartControlsProvider controls={zoom.controls}>
        <ChartFrame
          model={model}
          view={view}
          onToggleLine={(lineId, alone) => setHidden(toggleLine(hidden, { lineId, alone, among: bestLines }))}
          onSavePng={async (picture) => {
            downloadBlob(await pictureOf(picture), fileName('png'));
            return null;
          }}
          onSaveCsv={async () => {
            downloadBlob(new Blob([writeBestCsv(points)], { type: 'text/csv' }), fileName('csv'));
            return null;
          }}
        />
      </ChartControlsProvider>
    </>
  );
}
