import os from 'node:os';
import {
  type Database,
  ensureSetting,
  findNextQueuedRun,
  getRunDetail,
  type RunDetail,
  setSetting,
} from '@laten/db';
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
  const first = await readFirstTraining(database);
  const markBegun = () => setSetting(database, { key: KEY, value: { ...first, begun: true } });
  const run = await findFirstRun(database, first.runId);
  if (!first.begun && !run) {
    return { plan: { ...(await planFirstTraining(commandLine)), runId: first.runId }, markBegun };
  }
  // A process that was killed between recording the run and this mark must not train it anew.
  if (!first.begun) await markBegun();
  const abandoned = run && (await isAbandoned(run)) ? run.id : null;
  const waiting = (await findNextQueuedRun(database))?.id ?? abandoned;
  if (!waiting) return null;
  const plan = await planResume({ session, run: waiting, onSignal: 'hand-back' });
  return { plan, markBegun: async () => undefined };
}

function planFirstTraining(commandLine: readonly string[]): Promise<AttemptPlan> {
  const config = resolveConfig({
    preset: 'fashion-mnist-conv',
    overrides: { epochs: EPOCHS },
    defaultThreads: os.availableParallelism(),
  });
  const labels = { tags: ['first run'], note: '', experiment: 'default' };
  return planNewRun({ config, labels, arguments: commandLine, onSignal: 'hand-back' });
}

async function readFirstTraining(database: Database): Promise<FirstTraining> {
  const value = { runId: createId(), begun: false };
  return (await ensureSetting(database, { key: KEY, value })) as FirstTraining;
}

async function findFirstRun(database: Database, runId: string): Promise<RunDetail | null> {
  try {
    return await getRunDetail(database, runId);
  } catch (error) {
    if (isLatenError(error) && error.code === 'RUN_NOT_FOUND') return null;
    throw error;
  }
}

/** The process that trained it was killed: it is silent, or it was one of this machine and is gone. */
async function isAbandoned({ status, supervisor }: RunDetail): Promise<boolean> {
  return status === 'CRASHED' || (status === 'RUNNING' && (await isGoneHere(supervisor)));
}
