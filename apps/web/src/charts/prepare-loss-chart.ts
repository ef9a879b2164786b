import type { RunConfig } from '@laten/shared';
import { formatNats } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import type { ChartReference, LineChartModel, SeriesValues } from './line-chart-model.ts';
import type { StepAxisInput } from './prepare-axis.ts';
import { type LineStyle, prepareLineChart } from './prepare-line-chart.ts';

/** What the losses of Fashion-MNIST lie between, nats per image, grey Bernoulli cross-entropy on the test images. */
const FLOOR_NATS = 189.86;
const MEAN_IMAGE_NATS = 385.02;

/** LossChartConfig is what of a run's config decides how its losses are read. */
export type LossChartConfig = Pick<
  RunConfig,
  'dataset' | 'likelihood' | 'beta' | 'betaWarmupEpochs' | 'freeBits'
>;

/** prepareLossChart draws the objective and the reconstruction loss, on batches and on the validation images together. */
export function prepareLossChart(input: {
  readonly series: readonly SeriesValues[];
  readonly config: LossChartConfig;
  readonly progress: Omit<StepAxisInput, 'lastStep'>;
}): LineChartModel {
  const { series, config, progress } = input;
  return prepareLineChart({
    title: t('chart.loss'),
    series,
    styles: lossStyles(config),
    unit: t('chart.unit.natsPerImage', { pixels: t(`pixels.${config.likelihood}`) }),
    progress,
    references: lossReferences(config),
  });
}

/** lossSeriesNames lists the series that the chart of a run draws. */
export function lossSeriesNames(config: LossChartConfig): string[] {
  return lossStyles(config).map((style) => style.name);
}

function lossStyles(config: LossChartConfig): LineStyle[] {
  const objectiveDiffers = config.beta !== 1 || config.betaWarmupEpochs > 0 || config.freeBits > 0;
  return [
    { name: 'loss', label: t('chart.line.loss'), color: 'indigo', faint: true },
    { name: 'reconstruction_loss', label: t('chart.line.reconstruction_loss'), color: 'teal', faint: true },
    // At beta 1 the validation objective is val_nelbo: one curve is enough.
    ...(objectiveDiffers
      ? ([{ name: 'val_loss', label: t('chart.line.val_loss'), color: 'violet' }] as const)
      : []),
    { name: 'val_nelbo', label: t('chart.line.val_nelbo'), color: 'indigo' },
    { name: 'val_reconstruction_loss', label: t('chart.line.val_reconstruction_loss'), color: 'teal' },
  ];
}

function lossReferences({ dataset, likelihood }: LossChartConfig): ChartReference[] {
  if (dataset !== 'fashion-mnist' || likelihood !== 'bernoulli') return [];
  return [
    { value: FLOOR_NATS, label: t('chart.reference.floor', { value: formatNats(FLOOR_NATS) }) },
    { value: MEAN_IMAGE_NATS, label: t('chart.reference.meanImage', { value: formatNats(MEAN_IMAGE_NATS) }) },
  ];
}
