'use client';

import type { ChartModel, StepRange } from '../../../charts/chart-model.ts';
import { pictureOf } from '../../../charts/picture-of.ts';
import { prepareCsv } from '../../../charts/prepare-csv.ts';
import { stepsPerEpochOf } from '../../../charts/prepare-step-axis.ts';
import type { RunClock } from '../../../live/run-clock.ts';
import { t } from '../../../messages/index.ts';
import { useTRPCClient } from '../../../trpc/client.tsx';
import { downloadBlob, safeFileName } from '../pictures/download.ts';
import type { RunDetail } from '../prepare-run.ts';
import { fetchPoints } from './fetch-points.ts';
import { seriesNamesOf } from './prepare-run-charts.ts';

/** SaveChart makes files of a chart. */
export type SaveChart = {
  png(chart: ChartModel, picture: HTMLElement): Promise<null>;
  /** csv asks for the points of the part in sight; a sentence when the file does not hold all of them. */
  csv(chart: ChartModel): Promise<string | null>;
};

/** useSaveChart names files by run and chart. */
export function useSaveChart({
  run,
  range,
  clock,
}: {
  run: RunDetail;
  range: StepRange | null;
  clock: RunClock | null;
}): SaveChart {
  const client = useTRPCClient();
  const nameOf = (chart: ChartModel, extension: string) =>
    `${safeFileName(`${run.name}-${chart.title}`)}.${extension}`;
  return {
    png: async (chart, picture) => {
      downloadBlob(await pictureOf(picture), nameOf(chart, 'png'));
      return null;
    },
    csv: async (chart) => {
      const { series, complete } = await fetchPoints(
        (query) => client.series.readMany.query({ ...query, runId: run.id }),
        { names: seriesNamesOf(chart, run), range: range ?? { from: 0, to: run.progress.step } },
      );
      const csv = prepareCsv({ series, stepsPerEpoch: stepsPerEpochOf(run.progress), clock });
      downloadBlob(new Blob([csv], { type: 'text/csv' }), nameOf(chart, complete ? 'csv' : 'reduced.csv'));
      return complete ? null : t('chart.csv.reduced');
    },
  };
}
