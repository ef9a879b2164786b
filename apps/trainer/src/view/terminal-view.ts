import { createLogUpdate } from 'log-update';
import type { TrainingReady } from '../train/protocol.ts';
import type { SupervisedEnd } from '../train/supervise-run.ts';
import { formatBar, formatCount, formatDuration, formatNats } from './format.ts';
import { createPace } from './pace.ts';
import type { RunView } from './run-view.ts';

const REDRAW_EVERY_MS = 100;
const PLAIN_LINE_EVERY_MS = 10_000;
const BAR_CELLS = 24;
/** The weight of the newest step in the shown speed and losses: about the last twenty steps. */
const SMOOTHING = 0.1;

type Smoothed = {
  loss: number;
  reconstruction: number;
  kl: number;
  imagesPerSecond: number;
};

/**
 * createTerminalView draws a live line on a terminal, with a lasting line an epoch. Where there is no terminal it
 * prints the epochs, and a line every ten seconds.
 */
export function createTerminalView(output: NodeJS.WriteStream, beta: number): RunView {
  const live = output.isTTY ? createLogUpdate(output, { showCursor: true }) : null;
  let ready: TrainingReady | null = null;
  let smoothed: Smoothed | null = null;
  let drawnMs = 0;
  let epochStartedMs = performance.now();
  let pace = createPace(0);

  const keep = (line: string) => {
    live?.clear();
    output.write(`${line}\n`);
  };
  const draw = (step: number, epoch: number) => {
    const nowMs = performance.now();
    if (!ready || !smoothed || nowMs - drawnMs < (live ? REDRAW_EVERY_MS : PLAIN_LINE_EVERY_MS)) return;
    drawnMs = nowMs;
    const leftMs = pace.leftMs(ready.totalSteps);
    const columns = output.columns ?? 120;
    const line = describeProgress({ ready, smoothed, step, epoch, beta, leftMs, columns });
    if (live) live(line);
    else output.write(`${line.trim()}\n`);
  };

  return {
    progress(event) {
      if (event.type === 'started') {
        ready = event.ready;
        epochStartedMs = performance.now();
        pace = createPace(event.ready.startStep);
        keep(describeStart(event.runId, event.attempt, event.ready));
        return;
      }
      if (event.type === 'step') {
        const [step, epoch, loss, reconstruction, kl, imagesPerSecond] = event.values;
        smoothed = smooth(smoothed, { loss, reconstruction, kl, imagesPerSecond });
        pace.step(step);
        draw(step, epoch);
        return;
      }
      keep(describeEpoch(event, performance.now() - epochStartedMs));
      epochStartedMs = performance.now();
      pace.epoch();
    },
    warn: (message) => keep(`! ${message}`),
    end: ({ runId, end }) => keep(describeEnd(runId, end)),
  };
}

function smooth(before: Smoothed | null, now: Smoothed): Smoothed {
  if (!before) return now;
  const mix = (key: keyof Smoothed) => before[key] + SMOOTHING * (now[key] - before[key]);
  return {
    loss: mix('loss'),
    reconstruction: mix('reconstruction'),
    kl: mix('kl'),
    imagesPerSecond: mix('imagesPerSecond'),
  };
}

function describeStart(runId: string, attempt: number, ready: TrainingReady): string {
  const [height, width] = ready.imageShape;
  const from = ready.startStep > 0 ? `, going on from step ${formatCount(ready.startStep)}` : '';
  return `run ${runId}${attempt > 1 ? ` (attempt ${attempt})` : ''}: ${formatCount(ready.trainImages)} images of ${height}×${width}, ${formatCount(ready.totalSteps)} steps${from}`;
}

function describeProgress(input: {
  ready: TrainingReady;
  smoothed: Smoothed;
  step: number;
  epoch: number;
  beta: number;
  leftMs: number;
  columns: number;
}): string {
  const { ready, smoothed, step, epoch, beta, leftMs, columns } = input;
  const done = step / ready.totalSteps;
  const totalEpochs = Math.round(ready.totalSteps / ready.stepsPerEpoch);
  const left = formatDuration(leftMs);
  const { loss, reconstruction, kl, imagesPerSecond } = smoothed;
  const percent = `${Math.floor(100 * done)} %`;
  const head = `epoch ${epoch}/${totalEpochs}`;
  const parts = `loss ${formatNats(loss)} = reconstruction ${formatNats(reconstruction)} + ${beta} · KL ${formatNats(kl)}`;
  const speed = `${formatCount(imagesPerSecond)} images/s`;
  const wide = `${head} │${formatBar(done, BAR_CELLS)}│ ${percent}  ${parts}  ${speed}  ${left} left`;
  if (wide.length <= columns) return wide;
  return `${head} ${percent}  loss ${formatNats(loss)}  ${speed}  ${left} left`;
}

function describeEpoch(
  event: { epoch: number; points: readonly { name: string; value: number }[] },
  durationMs: number,
): string {
  const value = (name: string) => event.points.find((point) => point.name === name)?.value ?? Number.NaN;
  const dimensions = event.points.filter((point) => point.name.startsWith('val_kl_dimension/')).length;
  return (
    `epoch ${event.epoch}  val_nelbo ${formatNats(value('val_nelbo'))} = reconstruction ${formatNats(value('val_reconstruction_loss'))}` +
    ` + KL ${formatNats(value('val_kl_loss'))} nats/image  active units ${value('active_units')} of ${dimensions}  ${formatDuration(durationMs)}`
  );
}

function describeEnd(runId: string, { outcome, recorded }: SupervisedEnd): string {
  const took = formatDuration(outcome.durationMs);
  const where = recorded === 'spooled' ? ' (kept in a file until the database is back)' : '';
  switch (outcome.status) {
    case 'FINISHED':
      return `finished in ${took}: run ${runId}${where}`;
    case 'FAILED':
      return `FAILED after ${took}: ${outcome.reason}${where}`;
    case 'CRASHED':
      return `! ${outcome.reason}${where}\nA worker takes a queued run up again from its newest checkpoint; any other: ./laten resume ${runId}`;
    case 'QUEUED':
      return `handed back at step ${formatCount(outcome.progress.step)}; the next start goes on from there${where}`;
    default:
      return `${outcome.status} at step ${formatCount(outcome.progress.step)} (${outcome.reason}). Go on with: ./laten resume ${runId}${where}`;
  }
}
