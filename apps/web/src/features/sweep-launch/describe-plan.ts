import {
  type ConfigKey,
  countValues,
  type ParameterSpace,
  type RunConfig,
  type SweepSpec,
} from '@laten/shared';
import { formatCount } from '../../format/format-values.ts';
import { roughDuration } from '../../format/rough-duration.ts';
import { t } from '../../messages/index.ts';
import { estimateTraining, type RecentThroughput } from '../launch/estimate-training.ts';

/** What a planned sweep is, in words: how many trials, how they come about, and how long they take. */

/** TrialWork is what so many trials have to do alike. */
export type TrialWork = {
  readonly trials: number;
  readonly config: Pick<
    RunConfig,
    'preset' | 'dataset' | 'latentDim' | 'threads' | 'limit' | 'validation' | 'epochs'
  >;
};

/** describeTrials writes a number of trials: "36 trials". */
export function describeTrials(count: number): string {
  return count === 1
    ? t('sweepLaunch.trials.one')
    : t('sweepLaunch.trials.other', { count: formatCount(count) });
}

/** describeCount says how many trials there are and how they come about: "36 trials: 4 beta × 3 latentDim × 3 seeds". */
export function describeCount(
  spec: Pick<SweepSpec, 'method' | 'parameters' | 'seeds'>,
  { trials, points }: { trials: number; points: number },
): string {
  const count = describeTrials(trials);
  const seeds = spec.seeds > 1 ? [t('sweepLaunch.count.seeds', { count: formatCount(spec.seeds) })] : [];
  if (spec.method === 'random') {
    const draws =
      points === 1
        ? t('sweepLaunch.count.draws.one')
        : t('sweepLaunch.count.draws.other', { count: formatCount(points) });
    return t('sweepLaunch.count.random', { count, product: [draws, ...seeds].join(' × ') });
  }
  const axes = (Object.entries(spec.parameters) as [ConfigKey, ParameterSpace][])
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([key, space]) => [key, countValues(space) ?? 1] as const);
  const factors = axes
    .filter(([, size]) => size > 1)
    .map(([key, size]) => t('sweepLaunch.count.values', { count: formatCount(size), key }));
  const product = [...factors, ...seeds].join(' × ');
  const isCut = axes.reduce((all, [, size]) => all * size, 1) > points;
  if (isCut) return t('sweepLaunch.count.cut', { count, points: formatCount(points), product });
  return product ? t('sweepLaunch.count.grid', { count, product }) : count;
}

/** describeSweepEstimate says about how long the trials take on so many workers, each with one at a time; or what is not known. */
export function describeSweepEstimate(
  work: readonly TrialWork[],
  { workers, recent }: { workers: number; recent: readonly RecentThroughput[] },
): string {
  let totalMs = 0;
  let longestMs = 0;
  for (const { trials, config } of work) {
    const estimate = estimateTraining(config, { epochs: config.epochs, recent });
    if ('unknown' in estimate) {
      return estimate.unknown === 'images'
        ? t('launch.estimate.unknownImages')
        : t('sweepLaunch.estimate.noRuns', { preset: config.preset });
    }
    totalMs += trials * estimate.durationMs;
    longestMs = Math.max(longestMs, estimate.durationMs);
  }
  if (workers === 0) return t('sweepLaunch.estimate.alone', { duration: roughDuration(totalMs) });
  const slots =
    workers === 1
      ? t('sweepLaunch.slots.one')
      : t('sweepLaunch.slots.other', { count: formatCount(workers) });
  const duration = roughDuration(Math.max(totalMs / workers, longestMs));
  return t('sweepLaunch.estimate', { duration, slots });
}

/** LabelledWorker is what counts of a worker: one place that trains one run at a time. */
export type LabelledWorker = {
  readonly alive: boolean;
  readonly state: string;
  readonly labels: readonly string[];
};

/** countWorkers counts the living workers that would take a trial with these labels. */
export function countWorkers(workers: readonly LabelledWorker[], labels: readonly string[]): number {
  const takes = ({ alive, state, labels: own }: LabelledWorker) =>
    alive && state !== 'stopped' && labels.every((label) => own.includes(label));
  return workers.filter(takes).length;
}

/** listLabels returns the labels of the living workers, each once. */
export function listLabels(workers: readonly LabelledWorker[]): string[] {
  const labels = workers.filter(({ alive }) => alive).flatMap((worker) => worker.labels);
  return [...new Set(labels)].toSorted();
}
