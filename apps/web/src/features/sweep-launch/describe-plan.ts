import {
  type ConfigKey,
  countValues,
  estimateSweep,
  type ParameterSpace,
  type RecentThroughput,
  type SweepSpec,
  type TrialWork,
} from '@laten/shared';
import { formatCount } from '../../format/format-values.ts';
import { roughDuration } from '../../format/rough-duration.ts';
import { t } from '../../messages/index.ts';

/** What a planned sweep is, in words: how many trials, how they come about, and how long they take. */

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
  const estimate = estimateSweep(work, { recent, concurrency: workers });
  if ('unknown' in estimate) {
    return estimate.unknown === 'images'
      ? t('launch.estimate.unknownImages')
      : t('sweepLaunch.estimate.noRuns', { preset: estimate.config.preset });
  }
  const { totalMs, durationMs } = estimate;
  if (workers === 0) return t('sweepLaunch.estimate.alone', { duration: roughDuration(totalMs) });
  const slots =
    workers === 1
      ? t('sweepLaunch.slots.one')
      : t('sweepLaunch.slots.other', { count: formatCount(workers) });
  return t('sweepLaunch.estimate', { duration: roughDuration(durationMs), slots });
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
