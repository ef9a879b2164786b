import type { ArtifactKind, RunConfig } from '@laten/shared';
import { formatBytes, formatCount, formatNats, formatNumber } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import type { RouterOutputs } from '../../trpc/client.tsx';
import { shownDuration } from '../runs/prepare-run-row.ts';

/** RunDetail is a run as the server describes it. */
export type RunDetail = RouterOutputs['runs']['get'];

/** RunArtifact describes a stored file of a run. */
export type RunArtifact = RunDetail['artifacts'][number];

/** RunFact is a figure of a run's head: what, how much, and a word more. */
export type RunFact = { readonly label: string; readonly value: string; readonly more: string };

/** prepareFacts returns the figures that say how a run stands. */
export function prepareFacts(run: RunDetail): RunFact[] {
  const { summary, progress, config } = run;
  const nelbo = summary.val_nelbo;
  const bestEpoch = epochAtStep(nelbo?.bestStep ?? null, progress);
  const unit = t('chart.unit.natsPerImage', { pixels: t(`pixels.${config.likelihood}`) });
  return [
    {
      label:
        bestEpoch === null
          ? t('run.best')
          : `${t('run.best')}, ${t('run.best.at', { epoch: formatCount(bestEpoch) })}`,
      value: formatNats(nelbo?.best ?? null),
      more: unit,
    },
    { label: t('run.last'), value: formatNats(nelbo?.last ?? null), more: unit },
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
      value: formatCount(summary.images_per_second?.last ?? null),
      more: t('chart.unit.imagesPerSecond'),
    },
    {
      label: t('run.duration'),
      value: shownDuration(run),
      more: t('run.attempt', { attempt: formatCount(run.attempt) }),
    },
  ];
}

/** epochAtStep returns the epoch whose last step this is, or null when the totals are not known. */
export function epochAtStep(
  step: number | null,
  { totalSteps, totalEpochs }: { totalSteps: number; totalEpochs: number },
): number | null {
  if (step === null || totalSteps <= 0 || totalEpochs <= 0) return null;
  return Math.round((step / totalSteps) * totalEpochs);
}

/** RunPictures are the pictures to show of a run: those of its newest epoch. */
export type RunPictures = {
  readonly epoch: number | null;
  readonly evaluation: RunArtifact | null;
  readonly reconstructions: RunArtifact | null;
  readonly samples: RunArtifact | null;
  readonly grid: RunArtifact | null;
};

/** choosePictures picks the newest of each kind of picture. */
export function choosePictures(artifacts: readonly RunArtifact[]): RunPictures {
  const newest = (kind: ArtifactKind): RunArtifact | null =>
    artifacts
      .filter((artifact) => artifact.kind === kind && artifact.mediaType === 'image/png')
      .reduce<RunArtifact | null>((best, one) => ((one.step ?? 0) >= (best?.step ?? -1) ? one : best), null);
  const reconstructions = newest('reconstructions');
  return {
    epoch: reconstructions?.epoch ?? null,
    evaluation: newest('evaluation-images'),
    reconstructions,
    samples: newest('samples'),
    grid: newest('latent-grid'),
  };
}

/** artifactAddress is where the bytes of an artifact are. With the checksum in it the browser may keep them for ever. */
export function artifactAddress({ id, sha256 }: Pick<RunArtifact, 'id' | 'sha256'>): string {
  return `/api/artifacts/${id}?sha256=${sha256}`;
}

/** sortArtifacts puts what belongs to the whole run first, then the newest step. */
export function sortArtifacts(artifacts: readonly RunArtifact[]): RunArtifact[] {
  const rank = (artifact: RunArtifact) => artifact.step ?? Number.POSITIVE_INFINITY;
  return [...artifacts].sort((a, b) =>
    rank(a) === rank(b) ? a.name.localeCompare(b.name) : rank(b) - rank(a),
  );
}

/** Entry is a row of a table of names and values. */
export type Entry = { readonly name: string; readonly value: string };

/** prepareConfig writes a config's keys in their order. */
export function prepareConfig(config: RunConfig): Entry[] {
  return Object.entries(config).map(([name, value]) => ({ name, value: writeSetting(name, value) }));
}

function writeSetting(name: string, value: unknown): string {
  if (name === 'limit' && value === null) return t('value.all');
  // A seed is a name, not an amount.
  if (name === 'seed') return String(value);
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : t('value.none');
  return value === null ? t('value.none') : String(value);
}

/** prepareEnvironment flattens what was captured into rows: `git.commit`, `cpu.model`, one line each. */
export function prepareEnvironment(environment: Readonly<Record<string, unknown>>): Entry[] {
  return Object.entries(environment).flatMap(([name, value]) => flatten(name, value));
}

function flatten(name: string, value: unknown): Entry[] {
  if (value === null || value === undefined || value === '') return [{ name, value: t('value.none') }];
  if (Array.isArray(value)) return [{ name, value: value.map(String).join(', ') }];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}.${key}`, inner));
  if (typeof value === 'boolean') return [{ name, value: value ? t('value.yes') : t('value.no') }];
  if (name.endsWith('Bytes') && typeof value === 'number') return [{ name, value: formatBytes(value) }];
  return [{ name, value: String(value) }];
}
