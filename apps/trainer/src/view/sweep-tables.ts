import type { RunListItem, SweepDetail, SweepListItem, TrialFailure, WorkerRow } from '@laten/db';
import { describeSpace, formatParameter } from '@laten/shared';
import { formatCount, formatDuration, formatTable } from './format.ts';
import { countTrialsByFate, describeBest, describeRoughly, formatMetric } from './sweep-lines.ts';

/** Sweeps and workers as tables for a terminal. */

/** describeSweepList is the table of `sweeps list`. */
export function describeSweepList(sweeps: readonly SweepListItem[]): string {
  const header = ['id', 'status', 'name', 'trials', 'failed', 'metric', 'best', 'created'];
  const cells = sweeps.map(({ id, status, name, counts, metric, best, createdAt }) => {
    const { done, failed, total } = countTrialsByFate(counts);
    return [
      id,
      status,
      name,
      `${done}/${total}`,
      String(failed),
      metric,
      formatMetric(best?.value ?? null),
      formatMinute(createdAt),
    ];
  });
  return formatTable([header, ...cells], [3, 4, 6]);
}

function formatMinute(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

/** describeSweep is all of `sweeps show`: the facts, the search space, the trials, and what failed. */
export function describeSweep(
  sweep: SweepDetail,
  of: {
    trials: readonly RunListItem[];
    total: number;
    failures: readonly TrialFailure[];
    failureCount: number;
  },
): string {
  const { trials, total, failures, failureCount } = of;
  return [
    formatTable(describeFacts(sweep)),
    `\nsearch space\n${formatTable(describeSearchSpace(sweep))}`,
    `\n${formatTable(describeTrials(sweep, trials), [0, 4, 5, 6])}`,
    ...andMore(total - trials.length, 'more trials'),
    ...(failures.length > 0 ? [`\nfailures\n${formatTable(describeFailures(failures), [0, 3, 4])}`] : []),
    ...andMore(failureCount - failures.length, 'more that failed'),
  ].join('\n');
}

function andMore(count: number, what: string): string[] {
  return count > 0 ? [`and ${formatCount(count)} ${what}`] : [];
}

function describeFacts(sweep: SweepDetail): string[][] {
  const { counts, progress, best, labels, note } = sweep;
  const states = Object.entries(counts).filter(([, count]) => count > 0);
  return [
    ['id', sweep.id],
    ['name', sweep.name],
    ['status', sweep.reason ? `${sweep.status}: ${sweep.reason}` : sweep.status],
    ['experiment', sweep.experiment],
    ['trials', states.map(([state, count]) => `${formatCount(count)} ${state}`).join(', ')],
    ['compared by', `${sweep.metric} (${sweep.goal})`],
    ...(best ? [['best', `${describeBest(best, sweep.metric)}: run ${best.runId}`]] : []),
    ...(progress.secondsLeft === null ? [] : [['left', describeRoughly(progress.secondsLeft * 1000)]]),
    ['priority', String(sweep.priority)],
    ...(labels.length > 0 ? [['labels', labels.join(', ')]] : []),
    ...(note === '' ? [] : [['note', note]]),
  ];
}

function describeSearchSpace({ spec }: SweepDetail): string[][] {
  const { method, runCap, seeds, base, parameters } = spec;
  const fixed = Object.entries(base.overrides).map(([key, value]) => `${key}=${formatParameter(value)}`);
  return [
    ['  method', runCap === null ? method : `${method}, ${formatCount(runCap)} points`],
    ['  seeds', String(seeds)],
    ['  base', [base.preset, ...fixed].join(' ')],
    ...Object.entries(parameters).map(([key, space]) => [`  ${key}`, describeSpace(space)]),
  ];
}

function describeTrials({ metric }: SweepDetail, trials: readonly RunListItem[]): string[][] {
  return [
    ['trial', 'run', 'status', 'name', 'epoch', `best ${metric}`, 'duration'],
    ...trials.map((run) => [
      `#${run.trial}`,
      run.id,
      run.status,
      run.name,
      `${run.progress.epoch}/${run.progress.totalEpochs}`,
      formatMetric(run.metric?.best ?? null),
      formatDuration(run.durationMs),
    ]),
  ];
}

function describeFailures(failures: readonly TrialFailure[]): string[][] {
  return [
    ['trial', 'run', 'status', 'failed', 'lost', 'reason'],
    ...failures.map(({ trial, runId, status, failures: failed, lostWorkers, reason }) => [
      `#${trial}`,
      runId,
      status,
      String(failed),
      String(lostWorkers),
      reason ?? '',
    ]),
  ];
}

/** describeWorkers is the table of `workers list`. */
export function describeWorkers(workers: readonly WorkerRow[]): string {
  const header = ['worker', 'slot', 'labels', 'state', 'since', 'does'];
  const cells = workers.map((worker) => [
    // The beginning of its id, which tells it from others and will do for `workers resume`.
    `${worker.host}:${worker.pid}`,
    String(worker.slot),
    worker.labels.join(',') || '–',
    worker.alive ? worker.state : 'silent',
    formatMinute(worker.startedAt),
    describeWork(worker),
  ]);
  return formatTable([header, ...cells], [1]);
}

function describeWork({ state, stoppedReason, resumeRequested, run }: WorkerRow): string {
  if (state === 'stopped') return `${stoppedReason ?? ''}${resumeRequested ? ' It was asked to go on.' : ''}`;
  if (!run) return '–';
  return run.sweepId === null
    ? `run ${run.id} ${run.name}`
    : `trial #${run.trial} of sweep ${run.sweepId}: ${run.name}`;
}
