import { t } from '../../messages/index.ts';
import type { WorkersStatus } from '../runs/describe-status.ts';
import { hasLabels } from '../runs/describe-status.ts';

/** What each worker does, seen from a sweep. */

type Worker = WorkersStatus['workers'][number];

/** WorkerWords are a place of a worker as the table writes it. */
export type WorkerWords = {
  readonly id: string;
  readonly name: string;
  readonly labels: string;
  readonly does: string;
  /** The run that it trains. */
  readonly run: { readonly id: string; readonly name: string } | null;
  readonly tone: 'working' | 'idle' | 'bad';
};

/** prepareWorkers lists who trains a trial of the sweep first, then who could, then the others; who has been silent for long is left out. */
export function prepareWorkers(
  { workers }: WorkersStatus,
  sweep: { readonly id: string; readonly labels: readonly string[] },
): WorkerWords[] {
  const rank = (worker: Worker): number => {
    if (worker.run?.sweepId === sweep.id) return 0;
    return hasLabels(worker, sweep.labels) ? 1 : 2;
  };
  const listed = workers.filter(({ alive, run }) => alive || run?.sweepId === sweep.id);
  return listed
    .map((worker) => ({ worker, rank: rank(worker) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ worker }) => describeWorker(worker, { sweep, name: nameOf(worker, listed) }));
}

/** The places of a machine are told apart; where several processes of it each have a place 1, by their process too. */
function nameOf({ host, pid, slot }: Worker, among: readonly Worker[]): string {
  const isAlone = among.every((other) => other.host !== host || other.pid === pid);
  return isAlone ? t('workers.place', { host, slot }) : t('workers.place.process', { host, pid, slot });
}

function describeWorker(
  worker: Worker,
  {
    sweep,
    name,
  }: { readonly sweep: { readonly id: string; readonly labels: readonly string[] }; readonly name: string },
): WorkerWords {
  const { id, labels, run } = worker;
  const common = { id, name, labels: labels.join(', '), run };
  if (!worker.alive) return { ...common, does: t('sweep.workers.silent'), tone: 'bad' };
  if (run)
    return {
      ...common,
      does:
        run.sweepId === sweep.id
          ? t('sweep.workers.trial', { trial: run.trial ?? '' })
          : t('sweep.workers.other'),
      tone: 'working',
    };
  if (worker.state === 'stopped')
    return { ...common, does: worker.stoppedReason ?? t('sweep.workers.stopped'), tone: 'bad' };
  if (hasLabels(worker, sweep.labels)) return { ...common, does: t('sweep.workers.idle'), tone: 'idle' };
  const missing = sweep.labels.filter((label) => !labels.includes(label));
  return { ...common, does: t('sweep.workers.cannot', { labels: missing.join(', ') }), tone: 'idle' };
}
