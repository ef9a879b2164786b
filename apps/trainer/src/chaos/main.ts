import { parseArgs } from 'node:util';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { type ChaosReport, LOST_WITHIN_MS, runChaos } from './run-chaos.ts';

/** `npm run test:chaos [-- --signals 200 --restarts 10 --seed 1 …]`: prints what happened, and fails when anything is wrong. */

const { values } = parseArgs({
  options: {
    signals: { type: 'string', default: '200' },
    restarts: { type: 'string', default: '10' },
    'black-holes': { type: 'string', default: '2' },
    workers: { type: 'string', default: '3' },
    trials: { type: 'string', default: '48' },
    epochs: { type: 'string', default: '40' },
    'pause-ms': { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
  },
});

/** Longer than a worker may be silent: some frozen ones wake up to find that their trial is another's. */
const MOST_FROZEN_MS = 75_000;
const PATIENCE_MS = 15 * 60_000;

const dataset = await createIdxFolder();
try {
  const report = await runChaos({
    size: {
      signals: Number(values.signals),
      restarts: Number(values.restarts),
      blackHoles: Number(values['black-holes']),
      pauseMs: Number(values['pause-ms']),
      mostLastsMs: MOST_FROZEN_MS,
    },
    seed: Number(values.seed),
    workers: Number(values.workers),
    concurrency: 1,
    trials: Number(values.trials),
    epochs: Number(values.epochs),
    dataset: dataset.folder,
    patienceMs: PATIENCE_MS,
    say: (line) => console.log(line),
  });
  print(report);
  process.exitCode = report.wrong.length === 0 ? 0 : 1;
} finally {
  await dataset.remove();
}

function print({ faults, recoveries, wrong, ...report }: ChaosReport): void {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const took = recoveries.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  console.log(
    Object.entries(faults)
      .map(([kind, count]) => `${count} × ${kind}`)
      .join(', '),
  );
  console.log(
    `${report.trials} trials in ${report.attempts} attempts, ${report.points} points, ${report.seenPoints} of them seen meanwhile`,
  );
  console.log(`${seconds(report.undisturbedMs)} undisturbed, ${seconds(report.disturbedMs)} disturbed`);
  console.log(
    `${took.length} trials were with a worker that was lost: let go after ${seconds(took[Math.floor(took.length / 2)] ?? 0)} (median), ${seconds(took.at(-1) ?? 0)} (most; limit ${seconds(LOST_WITHIN_MS)})`,
  );
  for (const sentence of wrong) console.log(`WRONG: ${sentence}`);
  console.log(wrong.length === 0 ? 'Nothing is wrong.' : `${wrong.length} things are wrong.`);
}
