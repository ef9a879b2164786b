import { readEnvironment } from '../env.ts';
import { openSession } from '../run/session.ts';
import { listenForStopSignals } from '../run/stop-signals.ts';
import { createJsonView } from '../view/json-view.ts';
import { startHousekeeping } from '../worker/housekeeping.ts';
import { startWorker } from '../worker/start-worker.ts';

/**
 * A worker in a process of its own, as `up` has one, without a dashboard. Its argument is the number of runs at once. It prints
 * one JSON object a line.
 */

const REAPER_INTERVAL_MS = 100;

const signals = listenForStopSignals();
const print = (line: string) => process.stdout.write(`${line}\n`);
const say = (message: string) => print(JSON.stringify({ type: 'warning', message }));
const session = await openSession(readEnvironment(), say);
const housekeeping = startHousekeeping({
  session,
  warn: say,
  reaperIntervalMs: REAPER_INTERVAL_MS,
});
const worker = startWorker({
  session,
  arguments: ['up'],
  concurrency: Number(process.argv[2]),
  print: say,
  createView: async () => createJsonView(print),
});
signals.subscribe((signal) => worker.stop(signal));
await worker.ended;
await housekeeping.stop();
await session.close();
signals.close();
