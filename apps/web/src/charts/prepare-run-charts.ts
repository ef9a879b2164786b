import { t } from '../messages/index.ts';
import type { LineChartModel, SeriesValues } from './line-chart-model.ts';
import type { StepAxisInput } from './prepare-axis.ts';
import { prepareLineChart } from './prepare-line-chart.ts';

/** The charts of a run that have one measure each. */

type Input = {
  readonly series: readonly SeriesValues[];
  readonly progress: Omit<StepAxisInput, 'lastStep'>;
};

/** klSeriesNames lists the series of the KL chart. */
export const klSeriesNames = ['kl_loss', 'val_kl_loss'] as const;

/** prepareKlChart draws the raw KL to N(0, I), on batches and on the validation images. */
export function prepareKlChart({ series, progress }: Input): LineChartModel {
  return prepareLineChart({
    title: t('chart.kl'),
    series,
    styles: [
      { name: 'kl_loss', label: t('chart.line.kl_loss'), color: 'orange', faint: true },
      { name: 'val_kl_loss', label: t('chart.line.val_kl_loss'), color: 'orange' },
    ],
    unit: t('chart.unit.klPerImage'),
    progress,
    includeZero: true,
  });
}

/** prepareActiveUnitsChart draws how many of the latent dimensions are in use; the axis ends at all of them. */
export function prepareActiveUnitsChart({
  series,
  progress,
  latentDim,
}: Input & { latentDim: number }): LineChartModel {
  return prepareLineChart({
    title: t('chart.activeUnits'),
    series,
    styles: [{ name: 'active_units', label: t('chart.line.active_units'), color: 'violet' }],
    unit: t('chart.unit.dimensions'),
    progress,
    alwaysShow: [latentDim],
    includeZero: true,
    wholeNumbers: true,
  });
}

/** prepareThroughputChart draws images per second. */
export function prepareThroughputChart({ series, progress }: Input): LineChartModel {
  return prepareLineChart({
    title: t('chart.throughput'),
    series,
    styles: [{ name: 'images_per_second', label: t('chart.line.images_per_second'), color: 'blue' }],
    unit: t('chart.unit.imagesPerSecond'),
    progress,
    includeZero: true,
  });
}
