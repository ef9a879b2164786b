import { formatCount, formatNats } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { shownDuration } from '../../runs/prepare-run-row.ts';
import { epochAtStep, newestProgress, type RunDetail } from '../prepare-run.ts';

/** RunFact is a figure of a run's head: what, how much, and a word more. */
export type RunFact = { readonly label: string; readonly value: string; readonly more: string };

/** prepareFacts returns the figures that say how a run stands. */
export function prepareFacts(run: RunDetail): RunFact[] {
  const { summary, config } = run;
  const progress = newestProgress(run);
  const best = summary.val_nelbo?.best ?? null;
  const bestEpoch = epochAtStep(best === null ? null : (summary.val_nelbo?.bestStep ?? null), progress);
  return [
    {
      label:
        bestEpoch === null
          ? t('run.best')
          : `${t('run.best')}, ${t('run.best.at', { epoch: formatCount(bestEpoch) })}`,
      value: formatNats(best),
      more: t('chart.unit.natsPerImage', { pixels: t(`pixels.${config.likelihood}`) }),
    },
    { label: t('run.last'), value: formatNats(summary.val_nelbo?.last ?? null), more: lastParts(run) },
    {
      label: t('run.activeUnits'),
      value: formatCount(summary.active_units?.last ?? null),
      more: t('run.activeUnits.of', { latentDim: formatCount(config.latentDim) }),
    },
    {
      label: t('run.epoch'),
      value: t('run.epoch.value', {
        epoch: formatCount(progress.epoch),
        total: formatCount(progress.totalEpochs),
      }),
      more: t('run.step', { step: formatCount(progress.step), total: formatCount(progress.totalSteps) }),
    },
    {
      label: t('run.throughput'),
      value: formatCount(run.imagesPerSecond),
      more: t('chart.unit.imagesPerSecond'),
    },
    {
      label: t('run.duration'),
      value: shownDuration(run),
      more: t('run.attempt', { attempt: formatCount(run.attempt) }),
    },
  ];
}

function lastParts({ summary }: RunDetail): string {
  const reconstruction = summary.val_reconstruction_loss?.last ?? null;
  const kl = summary.val_kl_loss?.last ?? null;
  if (reconstruction === null || kl === null) return t('value.none');
  return t('run.parts', { reconstruction: formatNats(reconstruction), kl: formatNats(kl) });
}
