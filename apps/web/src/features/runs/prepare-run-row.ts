import type { RunConfig, RunStatus } from '@laten/shared';
import { formatCount, formatDuration, formatNats, formatNumber } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import type { RouterOutputs } from '../../trpc/client.tsx';

/** ListedRun is a run as the server lists it. */
export type ListedRun = RouterOutputs['runs']['list']['runs'][number];

/** RunRow is a run as the table writes it. */
export type RunRow = {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly reason: string | null;
  /** A reason worth a line of its own: the run did not end as it should. */
  readonly shownReason: string | null;
  readonly preset: string;
  readonly latentDim: string;
  readonly beta: string;
  readonly settings: string;
  readonly best: string;
  readonly last: string;
  readonly epoch: string;
  /** Share of the steps done, while the run trains; else null. */
  readonly share: number | null;
  readonly throughput: string;
  readonly duration: string;
  readonly tags: readonly string[];
  readonly startedAt: Date | null;
};

const troubled: readonly RunStatus[] = ['FAILED', 'CRASHED', 'PRUNED'];

/** prepareRunRow turns a run into the texts of its row. */
export function prepareRunRow(run: ListedRun): RunRow {
  const { config, progress, metric } = run;
  const latentDim = formatCount(config.latentDim);
  const beta = formatNumber(config.beta);
  return {
    id: run.id,
    name: run.name,
    status: run.status,
    reason: run.reason,
    shownReason: troubled.includes(run.status) ? (run.reason ?? t(`status.${run.status}.meaning`)) : null,
    preset: run.preset,
    latentDim,
    beta,
    settings: t('runs.settings', { preset: run.preset, latentDim, beta }),
    best: formatNats(metric?.best ?? null),
    last: formatNats(metric?.last ?? null),
    epoch: t('runs.epoch', { epoch: formatCount(progress.epoch), total: formatCount(progress.totalEpochs) }),
    share: run.status === 'RUNNING' ? shareDone(progress) : null,
    throughput: formatCount(run.imagesPerSecond),
    duration: shownDuration(run),
    tags: run.tags,
    startedAt: run.startedAt,
  };
}

/** shareDone returns the share of a run's steps that are done, 0 while the total is not known. */
export function shareDone({ step, totalSteps }: { step: number; totalSteps: number }): number {
  return totalSteps > 0 ? Math.min(1, step / totalSteps) : 0;
}

/** DurationFacts are what is known of the time that a run has trained. */
export type DurationFacts = Pick<
  ListedRun,
  'status' | 'attempt' | 'durationMs' | 'startedAt' | 'heartbeatAt'
>;

/**
 * shownDuration writes how long a run has trained. Ended attempts are measured; a first attempt that still runs is as
 * old as its last heartbeat; of a later one only the attempts before it are known.
 */
export function shownDuration({
  status,
  attempt,
  durationMs,
  startedAt,
  heartbeatAt,
}: DurationFacts): string {
  if (status !== 'RUNNING') return formatDuration(durationMs > 0 ? durationMs : null);
  if (attempt > 1) return t('duration.atLeast', { duration: formatDuration(durationMs) });
  if (!startedAt || !heartbeatAt) return formatDuration(null);
  return formatDuration(Math.max(0, heartbeatAt.getTime() - startedAt.getTime()));
}

/** describePixels says what the losses of a list are measured on, and warns when they do not compare. */
export function describePixels(likelihoods: readonly RunConfig['likelihood'][]): string {
  const [first, ...others] = new Set(likelihoods);
  if (others.length > 0) return t('pixels.mixed');
  return t(`pixels.${first ?? 'bernoulli'}`);
}

const LIVE_INTERVAL_MS = 2_000;
const IDLE_INTERVAL_MS = 15_000;

/** refreshIntervalMs is how often to ask again: soon while anything trains or waits, now and then otherwise. */
export function refreshIntervalMs(statuses: readonly RunStatus[]): number {
  const live = statuses.some((status) => status === 'RUNNING' || status === 'QUEUED');
  return live ? LIVE_INTERVAL_MS : IDLE_INTERVAL_MS;
}
