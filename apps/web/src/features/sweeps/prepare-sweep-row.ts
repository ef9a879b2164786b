import { formatParameter, listSweptKeys, type ParameterValues, type SweepSpec } from '@laten/shared';
import { formatMoment } from '../../format/format-time.ts';
import { formatCount, formatNumber } from '../../format/format-values.ts';
import { roughDuration } from '../../format/rough-duration.ts';
import { t } from '../../messages/index.ts';
import { countAll, countEnded } from './prepare-counts.ts';
import type { ListedSweep } from './sweep-types.ts';

/** What the list and the page of a sweep write of its figures. */

/** SweepRow is a sweep as the list writes it. */
export type SweepRow = {
  /** "grid: beta × latentDim". */
  readonly varies: string;
  readonly done: string;
  readonly best: string | null;
  readonly bestParameters: string;
  readonly workers: string;
};

/** prepareSweepRow turns what is known of a sweep into the texts of its row. */
export function prepareSweepRow({ spec, counts, best }: ListedSweep): SweepRow {
  return {
    varies: describeSearch(spec),
    done: t('sweeps.done', { done: formatCount(countEnded(counts)), total: formatCount(countAll(counts)) }),
    best: best && formatNumber(best.value),
    bestParameters: best ? writeParameters(best.parameters) : '',
    workers: counts.RUNNING > 0 ? formatCount(counts.RUNNING) : t('value.none'),
  };
}

/** describeSearch says in few words what a sweep searches, and how: "grid: beta × latentDim". */
export function describeSearch(spec: Pick<SweepSpec, 'method' | 'parameters' | 'seeds' | 'base'>): string {
  const keys = listSweptKeys(spec);
  const varies = keys.length > 0 ? keys.join(' × ') : spec.base.preset;
  return t('sweeps.varies', { method: t(`sweeps.method.${spec.method}`), varies });
}

/** writeParameters writes the values of a trial: "beta=0.5 latentDim=8". */
export function writeParameters(parameters: ParameterValues): string {
  return Object.entries(parameters)
    .map(([key, value]) => `${key}=${formatParameter(value)}`)
    .join(' ');
}

/** TimeLeftWords say how long a sweep still takes, and when it will have ended. */
export type TimeLeftWords = { readonly left: string; readonly end: string };

/** describeTimeLeft writes an estimate; to the second it would promise too much. Null when there is none. */
export function describeTimeLeft(
  secondsLeft: number | null,
  { now, timeZone }: { now: Date; timeZone?: string },
): TimeLeftWords | null {
  if (secondsLeft === null) return null;
  const leftMs = secondsLeft * 1_000;
  const end = formatMoment(new Date(now.getTime() + leftMs), now, timeZone);
  return { left: roughDuration(leftMs), end: t('sweep.fact.end', { time: end }) };
}
