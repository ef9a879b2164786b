import { join } from 'node:path';
import { setupFolder } from './lib/context.mjs';
import { findDiskShortage } from './lib/disk.mjs';
import { withLock } from './lib/lock.mjs';
import { formatBytes } from './lib/reporter.mjs';
import { fileSystemReason, SetupError } from './lib/setup-error.mjs';
import { STEPS } from './setup/steps.mjs';

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * setUp does what is missing of the steps that a command needs. When nothing is, it says nothing. Two at once: one works, the
 * other waits and finds it done. A required step that fails throws; the ids of failed optional steps are returned.
 */
export async function setUp(context, { required, optional }, steps = STEPS) {
  const needed = steps.filter(({ id }) => required.includes(id) || optional.includes(id));
  if (findMissing(context, needed).length === 0) return [];
  const stopForwarding = passSignalsToWorker(context);
  try {
    return await withSetupLock(context, () => installMissing(context, needed, required));
  } finally {
    stopForwarding();
  }
}

/** A finding of n/a is as good as ok: the step has nothing to do here. */
function findMissing(context, steps) {
  return steps
    .map((step) => ({ step, finding: step.inspect(context) }))
    .filter(({ finding }) => finding.state === 'missing' || finding.state === 'broken');
}

async function withSetupLock(context, use) {
  const folder = join(setupFolder(context), 'lock');
  const onWait = (pid) =>
    context.reporter.line(`Another set-up (process ${pid}) is at work here; waiting for it.`);
  try {
    return await withLock({ folder, onWait }, async (lock) => {
      context.lock = lock;
      return await use();
    });
  } catch (error) {
    const reason = fileSystemReason(error);
    if (!reason) throw error;
    throw new SetupError(`Set-up cannot write to ${error.path ?? context.root}: ${reason}.`, {
      cause: error,
    });
  } finally {
    context.lock = undefined;
  }
}

async function installMissing(context, needed, required) {
  const missing = findMissing(context, needed);
  if (missing.length === 0) return [];
  announce(context, missing);
  const failed = [];
  for (const step of needed) {
    const before = step.inspect(context);
    if (before.state === 'ok' || before.state === 'n/a') continue;
    const problem = await installOne(context, step);
    if (problem && required.includes(step.id)) throw problem;
    if (!problem) continue;
    failed.push(step.id);
    context.reporter.line(`\n${problem.message}\n`);
  }
  return failed;
}

/** installOne runs a step and looks again; it returns what went wrong, or undefined. */
async function installOne(context, step) {
  const progress = context.reporter.step(step.title);
  try {
    await step.install(context, progress);
    const finding = step.inspect(context);
    if (finding.state !== 'ok' && finding.state !== 'n/a') {
      throw new SetupError(`${step.title}: set up, but then found ${finding.state} (${finding.detail}).`);
    }
    progress.done(['ready', finding.version, finding.source].filter(Boolean).join(', '));
    return undefined;
  } catch (error) {
    progress.fail('not ready');
    if (error instanceof SetupError) return error;
    throw error;
  }
}

/** announce says, before anything is downloaded, what will be and how much disk it takes, and refuses when the disk is too full. */
function announce(context, missing) {
  const plan = missing.map(({ step, finding }) => ({
    title: step.title,
    path: step.folder(context),
    downloadBytes: finding.downloadBytes ?? step.cost.downloadBytes,
    diskBytes: finding.diskBytes ?? step.cost.diskBytes,
  }));
  const shortage = findDiskShortage(plan.map(({ path, diskBytes }) => ({ path, bytes: diskBytes })));
  if (shortage) {
    throw new SetupError(
      `Set-up needs about ${formatBytes(shortage.neededBytes)} of disk at ${shortage.path}; ${formatBytes(shortage.freeBytes)} are free. Free some space and start again.`,
    );
  }
  context.reporter.line(formatPlan(plan));
}

/** formatPlan lists the big parts of a set-up; what needs next to nothing is not worth a line. */
export function formatPlan(plan) {
  const big = plan.filter(({ downloadBytes, diskBytes }) => downloadBytes > 0 || diskBytes >= 50e6);
  if (big.length === 0) return 'Laten sets itself up:';
  const sum = (key) => plan.reduce((total, entry) => total + entry[key], 0);
  const row = (title, downloadBytes, diskBytes) =>
    `  ${title.padEnd(14)} ${formatBytes(downloadBytes).padStart(8)} to download  ${formatBytes(diskBytes).padStart(8)} of disk`;
  return [
    'Laten sets itself up. This happens once, and needs about:',
    ...big.map((entry) => row(entry.title, entry.downloadBytes, entry.diskBytes)),
    ...(big.length > 1 ? [row('together', sum('downloadBytes'), sum('diskBytes'))] : []),
  ].join('\n');
}

/** While a step runs, a signal that ends this process is passed to the step's program first, so that it does not work on alone. */
function passSignalsToWorker(context) {
  const end = (signal) => {
    try {
      if (context.worker) process.kill(context.worker, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
    context.reporter.line('\nSet-up was interrupted. The next start goes on with it.');
    process.exit(128 + SIGNAL_NUMBERS[signal]);
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of ENDING_SIGNALS) process.removeListener(signal, end);
  };
}
