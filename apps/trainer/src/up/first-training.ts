import os from 'node:os';
import { type Database, findNextQueuedRun, getRunDetail, getSetting, setSetting } from '@laten/db';
import { createId, isLatenError, resolveConfig } from '@laten/shared';
import { planNewRun, planResume } from '../run/plan-run.ts';
import type { AttemptPlan } from '../run/run-attempt.ts';
import type { Session } from '../run/session.ts';
import { isGoneHere } from '../run/supervisor-name.ts';

/**
 * What `up` trains by itself: once per database the reference model, so that a new user sees a VAE learn; and
 * whatever an earlier `up` handed back or left behind.
 */

const KEY = 'first-training';
const EPOCHS = 5;

type FirstTraining = { readonly runId: string; readonly begun: boolean };

/** nextTraining returns what to train now, or null when nothing waits. `markBegun` is called when the run is recorded. */
export async function nextTraining(
  session: Session,
  commandLine: readonly string[],
): Promise<{ plan: AttemptPlan; markBegun: () => Promise<void> } | null> {
  const { database } = session;
  const nothingToMark = async () => {};
  const first = await readFirstTraining(database);
  if (!first.begun) {
    const config = resolveConfig({
      preset: 'fashion-mnist-conv',
      overrides: { epochs: EPOCHS },
      defaultThreads: os.availableParallelism(),
    });
    const labels = { tags: ['first run'], note: '', experiment: 'default' };
    const plan = await planNewRun({ config, labels, arguments: commandLine, onSignal: 'hand-back' });
    const markBegun = () => setSetting(database, { key: KEY, value: { ...first, begun: true } });
    return { plan: { ...plan, runId: first.runId }, markBegun };
  }
  const waiting = (await findNextQueuedRun(database))?.id ?? (await findAbandoned(database, first.runId));
  if (!waiting) return null;
  const plan = await planResume({ session, run: waiting, onSignal: 'hand-back' });
  return { plan, markBegun: nothingToMark };
}

async function readFirstTraining(database: Database): Promise<FirstTraining> {
  const stored = await getSetting(database, KEY);
  if (stored) return stored as FirstTraining;
  const first = { runId: createId(), begun: false };
  await setSetting(database, { key: KEY, value: first });
  return first;
}

/** The first run, when the process that trained it was killed on this machine. */
async function findAbandoned(database: Database, runId: string): Promise<string | null> {
  try {
    const run = await getRunDetail(database, runId);
    const abandoned = run.status === 'CRASHED' || (run.status === 'RUNNING' && isGoneHere(run.supervisor));
    return abandoned ? runId : null;
  } catch (error) {
    if (isLatenError(error) && error.code === 'RUN_NOT_FOUND') return null;
    throw error;
  }
}
