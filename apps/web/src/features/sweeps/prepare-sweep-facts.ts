import { formatCount, formatNumber } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { countAll, countEnded } from './prepare-counts.ts';
import { describeTimeLeft, writeParameters } from './prepare-sweep-row.ts';
import type { SweepDetail } from './sweep-types.ts';

/** SweepFact is a figure of a sweep's head: what, how much, a word more, and where it leads. */
export type SweepFact = {
  readonly label: string;
  readonly value: string;
  readonly more: string;
  readonly href?: string;
};

/** FactSweep is what the figures depend on. */
export type FactSweep = Pick<SweepDetail, 'status' | 'counts' | 'progress' | 'best' | 'metric' | 'goal'>;

/** prepareSweepFacts returns the figures that say how far a sweep is and what it has found. `now` is null on the server, which knows no reader's clock. */
export function prepareSweepFacts(sweep: FactSweep, now: Date | null): SweepFact[] {
  return [bestFact(sweep), trialsFact(sweep), timeFact(sweep, now), speedFact(sweep)];
}

function bestFact({ best, metric, goal }: FactSweep): SweepFact {
  const label = t('sweep.fact.best', { metric, better: t(`sweep.fact.best.${goal}`) });
  if (!best) return { label, value: t('value.none'), more: t('sweep.fact.best.none') };
  const parameters = writeParameters(best.parameters) || best.name;
  return {
    label,
    value: formatNumber(best.value),
    more: t('sweep.fact.best.in', { trial: best.trial, parameters }),
    href: `/runs/${best.runId}`,
  };
}

function trialsFact({ counts, progress }: FactSweep): SweepFact {
  const value = t('sweep.fact.trials.value', {
    ended: formatCount(countEnded(counts)),
    total: formatCount(countAll(counts)),
  });
  const { doneSteps, totalSteps } = progress;
  const more =
    totalSteps > 0
      ? t('sweep.fact.steps', { percent: Math.floor((doneSteps / totalSteps) * 100) })
      : t('value.none');
  return { label: t('sweep.fact.trials'), value, more };
}

function timeFact({ status, counts, progress }: FactSweep, now: Date | null): SweepFact {
  const label = t('sweep.fact.left');
  const words = now && describeTimeLeft(progress.secondsLeft, { now });
  if (words) return { label, value: words.left, more: words.end };
  const none = { label, value: t('value.none') };
  if (counts.RUNNING + counts.QUEUED === 0) return { ...none, more: t('sweep.fact.end.over') };
  if (status === 'PAUSED') return { ...none, more: t('sweep.fact.end.paused') };
  return { ...none, more: t('sweep.fact.end.unknown') };
}

function speedFact({ counts, progress }: FactSweep): SweepFact {
  const label = t('sweep.fact.speed');
  if (counts.RUNNING === 0) return { label, value: t('value.none'), more: t('sweep.fact.speed.none') };
  return {
    label,
    value: t('sweep.fact.speed.value', { speed: formatNumber(progress.stepsPerSecond) }),
    more:
      counts.RUNNING === 1
        ? t('sweep.fact.speed.more.one')
        : t('sweep.fact.speed.more.other', { count: formatCount(counts.RUNNING) }),
  };
}
