import type { RunConfig, RunStatus } from '@laten/shared';
import { formatBytes, formatCount, formatDuration, formatNats } from '../../format/format-values.ts';
import { roughDuration } from '../../format/rough-duration.ts';
import { t } from '../../messages/index.ts';
import type { ListedRun } from './patch-run-pages.ts';

export type { ListedRun } from './patch-run-pages.ts';

/** RunRow is a run as the table writes it. */
export type RunRow = {
  readonly best: string;
  readonly last: string;
  readonly epoch: string;
  /** Share of the steps done, while the run trains; else null. */
  readonly share: number | null;
  /** Time left of a run that trains, in words; else null. */
  readonly timeLeft: string | null;
  readonly throughput: string;
  readonly duration: string;
  /** What its artifacts take in the database. */
  readonly size: string;
};

/** prepareRunRow turns the figures of a run into the texts of its row. */
export function prepareRunRow(run: ListedRun): RunRow {
  const { progress, metric } = run;
  const running = run.status === 'RUNNING';
  const leftMs = running ? timeLeftMs(run) : null;
  return {
    best: formatNats(metric?.best ?? null),
    last: formatNats(metric?.last ?? null),
    epoch: t('runs.epoch', { epoch: formatCount(progress.epoch), total: formatCount(progress.totalEpochs) }),
    share: running ? shareDone(progress) : null,
    timeLeft: leftMs === null ? null : t('runs.timeLeft', { duration: roughDuration(leftMs) }),
    throughput: formatCount(run.imagesPerSecond),
    duration: shownDuration(run),
    size: run.sizeBytes > 0 ? formatBytes(run.sizeBytes) : t('value.none'),
  };
}

/** shareDone returns the share of a run's steps that are done, 0 while the total is not known. */
export function shareDone({ step, totalSteps }: { step: number; totalSteps: number }): number {
  return totalSteps > 0 ? Math.min(1, step / totalSteps) : 0;
}

/** TimeLeftFacts are what is known of how quickly a run goes on. */
export type TimeLeftFacts = Pick<
  ListedRun,
  'progress' | 'imagesPerSecond' | 'config' | 'attempt' | 'startedAt' | 'heartbeatAt'
>;

/**
 * timeLeftMs returns how long the steps to come take, or null when that is not known: at the pace of the run so far, with
 * the evaluations and checkpoints in it, or at the present speed of its steps until it has finished an epoch.
 */
export function timeLeftMs(run: TimeLeftFacts): number | null {
  const { progress, imagesPerSecond, config } = run;
  if (progress.totalSteps <= 0) return null;
  const stepsLeft = Math.max(0, progress.totalSteps - progress.step);
  const measuredMs = measuredStepMs(run);
  if (measuredMs !== null) return stepsLeft * measuredMs;
  if (imagesPerSecond === null || !(imagesPerSecond > 0)) return null;
  return ((stepsLeft * config.batchSize) / imagesPerSecond) * 1000;
}

/** Of a later attempt nobody knows how long the steps before it took: some of them were done twice. */
function measuredStepMs({ attempt, progress, startedAt, heartbeatAt }: TimeLeftFacts): number | null {
  if (attempt !== 1 || progress.epoch < 1 || progress.step < 1 || !startedAt || !heartbeatAt) return null;
  const elapsedMs = heartbeatAt.getTime() - startedAt.getTime();
  return elapsedMs > 0 ? elapsedMs / progress.step : null;
}

/** shownDuration writes how long a run has trained, in all of its attempts. */
export function shownDuration({ durationMs }: Pick<ListedRun, 'durationMs'>): string {
  return formatDuration(durationMs > 0 ? durationMs : null);
}

/** describePixels says what the losses of a list are measured on, and warns when they do not compare. */
export function describePixels(likelihoods: readonly RunConfig['likelihood'][]): string {
  const [first, ...others] = new Set(likelihoods);
  if (others.length > 0) return t('pixels.mixed');
  return t(`pixels.${first ?? 'bernoulli'}`);
}

/** bestOf returns the id of the run with the least value, or null when no run has one or they do not compare. */
export function bestOf(runs: readonly ListedRun[]): string | null {
  const measured = runs.flatMap(({ id, metric, config }) => {
    const value = metric?.best ?? null;
    return value !== null && Number.isFinite(value) ? [{ id, value, measure: measureOf(config) }] : [];
  });
  if (new Set(measured.map(({ measure }) => measure)).size > 1) return null;
  measured.sort((a, b) => a.value - b.value);
  return measured[0]?.id ?? null;
}

/** Losses compare only when the same likelihood is taken of the same images. */
function measureOf({ likelihood, dataset, validation }: RunConfig): string {
  return JSON.stringify([likelihood, dataset, validation]);
}

/** writeSetting writes a value of a config for people, in full: a rounded setting would be another one. */
export function writeSetting(key: string, value: unknown): string {
  if (key === 'limit' && value === null) return t('value.all');
  // A seed is a name, not an amount.
  if (key === 'seed') return String(value);
  if (typeof value === 'number') return writeExactly(value);
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : t('value.none');
  return value === null || value === undefined ? t('value.none') : String(value);
}

const exact = new Intl.NumberFormat('en', { maximumSignificantDigits: 17 });

function writeExactly(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : exact.format(value);
}

const moving: readonly RunStatus[] = ['RUNNING', 'QUEUED'];

/** isMoving tells a run that changes by itself from one that has come to rest. */
export function isMoving({ status }: { readonly status: RunStatus }): boolean {
  return moving.includes(status);
}
