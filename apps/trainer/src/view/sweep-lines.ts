import os from 'node:os';
import type { SweepDetail } from '@laten/db';
import { formatParameter, type RunStatus, type TrialCounts } from '@laten/shared';
import { formatBar, formatCount, formatDuration, formatNats } from './format.ts';
import type { RunningTrial, SweepFrame, SweptValues, TrialState } from './sweep-view.ts';

/** What the live view of a sweep says, as plain lines of at most so many columns. Nothing here draws or colours. */

/** Tone says how a line is meant; a terminal with colours shows it. */
export type Tone = 'plain' | 'quiet' | 'good' | 'warning' | 'bad';

/** Line is a line of the view. */
export type Line = { readonly text: string; readonly tone: Tone };

const BAR_CELLS = 20;

/** prepareFrame returns what is redrawn in place: how far the sweep is, its best trial, and a line for each that runs. */
export function prepareFrame(
  { sweep, running }: SweepFrame,
  size: { columns: number; rows: number },
): Line[] {
  const { columns } = size;
  const lines: Line[] = [{ text: cutTo(describeProgress(sweep, columns), columns), tone: 'plain' }];
  if (sweep.status === 'PAUSED')
    lines.push({ text: cutTo(sweep.reason ?? 'Paused.', columns), tone: 'warning' });
  if (sweep.best)
    lines.push({ text: cutTo(`best ${describeBest(sweep.best, sweep.metric)}`, columns), tone: 'good' });
  // A frame higher than the terminal cannot be redrawn in place.
  const most = Math.max(1, size.rows - lines.length - 2);
  const shown = running.length > most ? running.slice(0, most - 1) : running;
  lines.push(...prepareRunning(shown, columns).map((text) => ({ text, tone: 'plain' as const })));
  if (shown.length < running.length) {
    lines.push({ text: `  and ${running.length - shown.length} more`, tone: 'quiet' });
  }
  return lines;
}

/** describeProgress is how far a sweep is, in as many words as the columns have room for. */
export function describeProgress({ name, counts, progress, status }: SweepDetail, columns: number): string {
  const { done, failed, total } = countTrialsByFate(counts);
  const bar = `│${formatBar(partDone(progress, { done, total }), BAR_CELLS)}│`;
  const parts = [
    `${done}/${total} trials`,
    ...(counts.RUNNING > 0 ? [`${counts.RUNNING} running`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(counts.CANCELED > 0 ? [`${counts.CANCELED} canceled`] : []),
    ...(progress.secondsLeft === null || status !== 'ACTIVE'
      ? []
      : [`${describeRoughly(progress.secondsLeft * 1000)} left`]),
  ];
  const figures = parts.join('  ');
  const candidates = [`${name}  ${bar}  ${figures}`, `${bar}  ${figures}`, figures];
  return candidates.find(({ length }) => length <= columns) ?? figures;
}

/** By steps, which trials that run have done too; by trials as long as nobody knows how many steps there are. */
function partDone(
  { doneSteps, totalSteps }: SweepDetail['progress'],
  { done, total }: { done: number; total: number },
): number {
  if (totalSteps > 0) return doneSteps / totalSteps;
  return total > 0 ? done / total : 0;
}

/** countTrialsByFate counts what has ended, what of it failed, and all. */
export function countTrialsByFate(counts: TrialCounts): { done: number; failed: number; total: number } {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { done: total - counts.QUEUED - counts.RUNNING, failed: counts.FAILED + counts.CRASHED, total };
}

/** describeRoughly writes "about 5m": an estimate that changes each second is read as noise. */
export function describeRoughly(durationMs: number): string {
  const stepMs = durationMs < 90_000 ? 10_000 : 60_000;
  return `about ${formatDuration(Math.ceil(durationMs / stepMs) * stepMs).replace(/ 00[ms]$/, '')}`;
}

/** describeBest names the best trial so far: "val_nelbo 231.4  beta=4  (trial 7)". */
export function describeBest(best: NonNullable<SweepDetail['best']>, metric: string): string {
  return `${metric} ${formatMetric(best.value)}  ${describeValues(best.parameters) || best.name}  (trial ${best.trial})`;
}

/** "beta=4 latentDim=8". */
function describeValues(values: SweptValues): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${formatParameter(value)}`)
    .join(' ');
}

/** formatMetric writes a value with five digits: 231.42, 0.0012345. */
export function formatMetric(value: number | null): string {
  if (value === null) return '–';
  return Number.isFinite(value) && value !== 0 ? String(Number(value.toPrecision(5))) : String(value);
}

/** Columns are dropped from the right when there is no room; names are cut last. */
function prepareRunning(running: readonly RunningTrial[], columns: number): string[] {
  const rows = running.map((trial) => [
    `#${trial.trial}`,
    trial.name,
    `epoch ${Math.min(trial.epoch + 1, trial.totalEpochs)}/${trial.totalEpochs}`,
    trial.loss === null ? 'starting' : `loss ${formatNats(trial.loss)}`,
    trial.imagesPerSecond === null ? '' : `${formatCount(trial.imagesPerSecond)} images/s`,
    describeSupervisor(trial.supervisor),
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const shown = [...widths.keys()];
  const width = () => shown.reduce((sum, column) => sum + (widths[column] ?? 0) + 2, 0);
  while (shown.length > 4 && width() > columns) shown.pop();
  const excess = Math.max(0, width() - columns);
  const nameWidth = Math.max(8, (widths[1] ?? 0) - excess);
  return rows.map((row) => {
    const cells = shown.map((column) => {
      const text = column === 1 ? cutTo(row[1] ?? '', nameWidth) : (row[column] ?? '');
      return text.padEnd(column === 1 ? Math.min(nameWidth, widths[1] ?? 0) : (widths[column] ?? 0));
    });
    return cutTo(`  ${cells.join('  ')}`.trimEnd(), columns);
  });
}

/** A supervisor is named `host:pid:…`. */
function describeSupervisor(supervisor: string | null): string {
  const [host, pid] = supervisor?.split(':') ?? [];
  if (!host) return '';
  return host === os.hostname() ? `here, process ${pid}` : `${host}, process ${pid}`;
}

/** prepareTrial returns the lasting line of a trial that has changed its state; null when there is nothing to say. */
export function prepareTrial(trial: TrialState, metric: string): Line | null {
  const head = `#${trial.trial}  ${trial.name}`;
  switch (trial.status) {
    case 'FINISHED':
      return {
        text: `finished  ${head}  ${metric} ${formatMetric(trial.value)}  ${formatDuration(trial.durationMs)}`,
        tone: 'good',
      };
    case 'FAILED':
    case 'CRASHED':
      return { text: `${words[trial.status]}  ${head}  ${trial.reason ?? ''}`.trimEnd(), tone: 'bad' };
    case 'CANCELED':
    case 'PRUNED':
      return { text: `${words[trial.status]}  ${head}`, tone: 'quiet' };
    case 'QUEUED':
      // A first time in the queue is no news.
      return trial.attempt === 0 || !trial.reason
        ? null
        : { text: `waits     ${head}  ${trial.reason}`, tone: 'warning' };
    default:
      return null;
  }
}

/** Of one width, so that the trials stand below each other. */
const words: Readonly<Record<Exclude<RunStatus, 'QUEUED' | 'RUNNING'>, string>> = {
  FINISHED: 'finished',
  FAILED: 'failed  ',
  CRASHED: 'crashed ',
  CANCELED: 'canceled',
  PRUNED: 'pruned  ',
};

/** prepareEnd returns the last lines about a sweep: how it stands, its best trial, and what can be done. */
export function prepareEnd(sweep: SweepDetail): Line[] {
  const { id, counts, status, reason, best, metric } = sweep;
  const { done, failed, total } = countTrialsByFate(counts);
  const figures = [
    `${done} of ${total} trials ended`,
    `${counts.FINISHED} finished`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(counts.CANCELED > 0 ? [`${counts.CANCELED} canceled`] : []),
  ].join(', ');
  const isGood = status === 'FINISHED' && counts.FINISHED === total;
  const lines: Line[] = [{ text: `sweep ${id} is ${status}: ${figures}`, tone: isGood ? 'good' : 'warning' }];
  if (reason) lines.push({ text: `  ${reason}`, tone: 'warning' });
  if (best) lines.push({ text: `  best ${describeBest(best, metric)}: run ${best.runId}`, tone: 'good' });
  const advice = adviceFor(sweep, failed);
  return [...lines, ...advice.map((text) => ({ text: `  ${text}`, tone: 'quiet' as const }))];
}

function adviceFor({ id, status }: SweepDetail, failed: number): string[] {
  if (status === 'ACTIVE') {
    return [
      `./laten worker   trains what is left, here or on any machine that reaches the database`,
      `./laten sweeps watch ${id}   shows it`,
    ];
  }
  if (status === 'PAUSED') return [`./laten sweeps resume ${id}   goes on with it`];
  return failed > 0 ? [`./laten sweeps retry ${id}   tries again what failed`] : [];
}

function cutTo(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}
