import { findLossReferences, type RunConfig, type SeriesSummary } from '@laten/shared';
import type { ChartModel, ChartReference, SeriesValues } from '../../../charts/chart-model.ts';
import {
  type ChartView,
  type LineChartInput,
  type LineStyle,
  prepareLineChart,
} from '../../../charts/prepare-line-chart.ts';
import { type RunLength, stepsPerEpochOf } from '../../../charts/prepare-step-axis.ts';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';

/** The parts of the loss: train and held-out together, in one colour for each measure. */

/** LossConfig is what of a run's config decides how its losses are read. */
export type LossConfig = Pick<RunConfig, 'dataset' | 'likelihood' | 'beta' | 'betaWarmupEpochs' | 'freeBits'>;

/** LossChartsInput is what the loss charts are prepared from. */
export type LossChartsInput = {
  readonly series: readonly SeriesValues[];
  readonly config: LossConfig;
  readonly summary: Readonly<Record<string, Pick<SeriesSummary, 'best' | 'bestStep'>>>;
  readonly length: RunLength;
  readonly view: ChartView;
};

/** lossSeriesNames lists the series that the loss charts of a run draw. */
export function lossSeriesNames(config: LossConfig): string[] {
  return [...objectiveStyles(config), ...reconstructionStyles, ...klStyles].map((style) => style.name);
}

/** equalLossNames lists the series that the loss charts leave out because a curve of theirs has the very same values. */
export function equalLossNames(config: LossConfig): string[] {
  return hasOwnObjective(config) ? [] : ofTheObjective.map((style) => style.name);
}

/** prepareLossCharts draws the objective, the reconstruction loss and the KL. */
export function prepareLossCharts({ series, config, summary, length, view }: LossChartsInput): ChartModel[] {
  const unit = t('chart.unit.natsPerImage', { pixels: t(`pixels.${config.likelihood}`) });
  return [
    prepareLineChart({
      id: 'loss',
      title: t('chart.loss'),
      series,
      styles: objectiveStyles(config),
      unit,
      view,
      best: bestOf(summary, length),
    }),
    prepareLineChart({
      id: 'reconstruction',
      title: t('chart.reconstruction'),
      series,
      styles: reconstructionStyles,
      unit,
      view,
      references: reconstructionReferences(config),
    }),
    prepareLineChart({
      id: 'kl',
      title: t('chart.kl'),
      series,
      styles: klStyles,
      unit: t('chart.unit.klPerImage'),
      view,
      includeZero: true,
    }),
  ];
}

function bestOf(summary: LossChartsInput['summary'], length: RunLength): LineChartInput['best'] {
  const { best = null, bestStep: step = null } = summary.val_nelbo ?? {};
  if (best === null || step === null) return null;
  const stepsPerEpoch = stepsPerEpochOf(length);
  const label =
    stepsPerEpoch === null
      ? t('chart.best.step', { step: formatCount(step) })
      : t('chart.best.epoch', { epoch: Math.round(step / stepsPerEpoch) });
  return { line: 'val_nelbo', step, value: best, label };
}

/** At beta 1 the validation objective is val_nelbo: one curve is enough. */
function hasOwnObjective({ beta, betaWarmupEpochs, freeBits }: LossConfig): boolean {
  return beta !== 1 || betaWarmupEpochs > 0 || freeBits > 0;
}

const ofTheObjective: readonly LineStyle[] = [
  { name: 'val_loss', label: t('chart.line.val_loss'), color: 'violet' },
  { name: 'test_loss', label: t('chart.line.test_loss'), color: 'cyan' },
];

function objectiveStyles(config: LossConfig): LineStyle[] {
  const differs = hasOwnObjective(config);
  return [
    { name: 'loss', label: t('chart.line.train'), color: differs ? 'violet' : 'indigo', look: 'soft' },
    ...(differs ? ofTheObjective : []),
    { name: 'val_nelbo', label: t('chart.line.val_nelbo'), color: 'indigo' },
    { name: 'test_nelbo', label: t('chart.line.test_nelbo'), color: 'pink' },
  ];
}

const reconstructionStyles: readonly LineStyle[] = [
  { name: 'reconstruction_loss', label: t('chart.line.train'), color: 'teal', look: 'soft' },
  { name: 'val_reconstruction_loss', label: t('chart.line.validation'), color: 'teal' },
  { name: 'test_reconstruction_loss', label: t('chart.line.test'), color: 'pink' },
];

const klStyles: readonly LineStyle[] = [
  { name: 'kl_loss', label: t('chart.line.train'), color: 'orange', look: 'soft' },
  { name: 'val_kl_loss', label: t('chart.line.validation'), color: 'orange' },
  { name: 'test_kl_loss', label: t('chart.line.test'), color: 'pink' },
];

function reconstructionReferences(config: LossConfig): ChartReference[] {
  const references = findLossReferences(config);
  if (!references) return [];
  return [
    { value: references.floorNats, label: t('chart.reference.floor') },
    { value: references.meanImageNats, label: t('chart.reference.meanImage') },
  ];
}
