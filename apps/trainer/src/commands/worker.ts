import { findLabelProblem, LatenError, limits, sortLabels } from '@laten/shared';
import { exitCodeOfSignal, exitCodes } from '../exit-codes.ts';
import { openSession, type Session } from '../run/session.ts';
import { startHousekeeping } from '../worker/housekeeping.ts';
import { startLocalWorker } from '../worker/start-local-worker.ts';
import type { CommandContext } from './command-context.ts';

/** WorkerCommandOptions are the flags of `worker`, as typed. */
export type WorkerCommandOptions = {
  readonly concurrency?: string;
  readonly labels?: string;
  readonly untilEmpty?: boolean;
};

/** A worker that was told to stop is gone after 10 s, whatever hangs: the run is then taken for lost, and resumed elsewhere. */
const GONE_WITHIN_MS = 9_500;

/**
 * worker takes queued runs and trains them, several at once, on whatever database it reaches, until it is stopped. It changes no
 * tables of others. Returns the exit code.
 */
export async function worker(options: WorkerCommandOptions, context: CommandContext): Promise<number> {
  const concurrency = parseConcurrency(options.concurrency);
  const labels = parseLabels(options.labels);
  const { environment, say } = context;
  const session = await openSession(environment, say, { asGuest: true });
  try {
    return await work({ session, context, concurrency, labels, untilEmpty: options.untilEmpty === true });
  } finally {
    await session.close();
  }
}

async function work(input: {
  session: Session;
  context: CommandContext;
  concurrency: number | undefined;
  labels: readonly string[];
  untilEmpty: boolean;
}): Promise<number> {
  const { session, context, labels } = input;
  const { signals, print, say } = context;
  const housekeeping = startHousekeeping({ session, warn: say });
  const running = await startLocalWorker(input);
  const asked = labels.length > 0 ? ` with the labels ${labels.join(', ')}` : '';
  print(`Takes runs of ${session.database.address}${asked}   (Ctrl-C hands back what is in training)`);
  const unsubscribe = signals.subscribe((signal) => {
    running.stop(signal);
    setTimeout(() => process.exit(exitCodeOfSignal(signal)), GONE_WITHIN_MS).unref();
  });
  try {
    const { stoppedReason } = await running.ended;
    // To be stopped is how a worker is meant to end; one that ends by itself after failures has not done what it was for.
    return stoppedReason && !signals.received ? exitCodes.trainingFailed : exitCodes.ok;
  } finally {
    unsubscribe();
    await housekeeping.stop();
  }
}

/** parseConcurrency reads --concurrency. Throws LatenError (USAGE). */
export function parseConcurrency(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const { max } = limits.threads;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= max) return number;
  throw new LatenError(
    'USAGE',
    `--concurrency ${text} is refused. Expected a whole number from 1 to ${max}; leave it out for what is best on this machine.`,
  );
}

/** parseLabels reads --labels, names with commas between them. Throws LatenError (USAGE). */
export function parseLabels(text: string | undefined): string[] {
  if (text === undefined) return [];
  const labels = sortLabels(text.split(',').map((label) => label.trim()));
  const problem = labels.map(findLabelProblem).find((found) => found !== null);
  if (problem) throw new LatenError('USAGE', `--labels ${text} is refused. ${problem}`);
  if (labels.length <= limits.labels) return labels;
  throw new LatenError(
    'USAGE',
    `--labels is refused: ${labels.length} labels. The most is ${limits.labels}.`,
  );
}
