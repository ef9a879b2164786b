'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LineChart } from '../../charts/LineChart.tsx';
import type { LineChartModel, SeriesValues } from '../../charts/line-chart-model.ts';
import { chooseKlDimensions, prepareKlDimensionsChart } from '../../charts/prepare-kl-dimensions-chart.ts';
import { lossSeriesNames, prepareLossChart } from '../../charts/prepare-loss-chart.ts';
import {
  klSeriesNames,
  prepareActiveUnitsChart,
  prepareKlChart,
  prepareThroughputChart,
} from '../../charts/prepare-run-charts.ts';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { ErrorState, messageOfError } from '../../ui/ErrorState.tsx';
import { CurvesSkeleton } from './CurvesSkeleton.tsx';
import type { RunDetail } from './prepare-run.ts';
import classes from './run.module.css';
import { Section } from './Section.tsx';

/**
 * Points are reduced on the server to two under each of so many pixels: charts are about 600 px wide, and SVG stays
 * quick up to about 500 points a line.
 */
const PLOT_WIDTH_PX = 250;

/** Curves of an older revision are of no use once the newer ones are here. */
const KEPT_MS = 5_000;

/** RunCurves asks for the series of a run and draws its charts. Asked again when the run's revision has moved. */
export function RunCurves({ run }: { run: RunDetail }): ReactNode {
  const client = useTRPCClient();
  const chosen = chooseKlDimensions(run.summary);
  const names = [
    ...lossSeriesNames(run.config),
    ...klSeriesNames,
    'active_units',
    'images_per_second',
    ...chosen.names,
  ];
  const { data, error, refetch } = useQuery({
    queryKey: ['series', run.id, run.revision, names],
    queryFn: () => client.series.readMany.query({ runId: run.id, names, widthPx: PLOT_WIDTH_PX }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
  });
  if (data) return <Curves models={prepareCharts(run, data)} />;
  return error ? (
    <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} />
  ) : (
    <CurvesSkeleton />
  );
}

function prepareCharts(run: RunDetail, series: readonly SeriesValues[]): LineChartModel[] {
  const { config, progress, summary } = run;
  const chosen = chooseKlDimensions(summary);
  return [
    prepareLossChart({ series, config, progress }),
    prepareKlChart({ series, progress }),
    prepareKlDimensionsChart({ series, chosen, progress }),
    prepareActiveUnitsChart({ series, progress, latentDim: config.latentDim }),
    prepareThroughputChart({ series, progress }),
  ];
}

function Curves({ models }: { models: readonly LineChartModel[] }): ReactNode {
  return (
    <Section title={t('run.section.curves')}>
      <div className={classes.curves}>
        {models.map((model) => (
          <LineChart key={model.title} model={model} />
        ))}
      </div>
    </Section>
  );
}
