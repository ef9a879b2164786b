import {
  addTrials,
  cancelSweep,
  countTrialFailures,
  type Database,
  deleteSweep,
  findSweep,
  getSweep,
  listRuns,
  listSweeps,
  listTrialFailures,
  pauseSweep,
  type RunListItem,
  resumeSweep,
  retryFailedTrials,
  setSweepPriority,
} from '@laten/db';
import {
  countTrials,
  growSpec,
  LatenError,
  limits,
  planTrials,
  SweepInvalidError,
  TRIAL_THREADS,
} from '@laten/shared';
import { openSession } from '../run/session.ts';
import { followSweep } from '../sweep/follow-sweep.ts';
import { listAllRuns } from '../sweep/list-all-runs.ts';
import { formatCount } from '../view/format.ts';
import { describeSweep, describeSweepList } from '../view/sweep-tables.ts';
import type { CommandContext } from './command-context.ts';
import { parseLimit } from './parse-limit.ts';
import { readUpTo, sayThereAreMore } from './read-up-to.ts';
import { parsePriority } from './sweep.ts';
import { withSession } from './with-session.ts';

/** The commands `sweeps list`, `sweeps show`, `sweeps watch` and those that change a sweep. Each returns the exit code. */

type JsonOption = { readonly json?: boolean };

/** listSweepsCommand prints the sweeps, newest first, as a table or one JSON array. */
export function listSweepsCommand(
  options: JsonOption & { limit?: string },
  context: CommandContext,
): Promise<number> {
  const limit = parseLimit(options.limit);
  return withSession(context, async ({ database }) => {
    const { items: sweeps, hasMore } = await readUpTo(limit, async (page) => {
      const { sweeps: items, nextCursor } = await listSweeps(database, page);
      return { items, nextCursor };
    });
    if (options.json) context.print(JSON.stringify(sweeps));
    else {
      context.print(
        sweeps.length === 0
          ? 'No sweeps yet. Launch one with: ./laten sweep sweeps/beta.yaml'
          : describeSweepList(sweeps),
      );
    }
    if (hasMore) sayThereAreMore(context, 'sweeps', limit);
  });
}

/** showSweepCommand prints one sweep: its state, search space, trials and failures. As JSON all of its trials, as a table the first. */
export function showSweepCommand(id: string, options: JsonOption, context: CommandContext): Promise<number> {
  return withSession(context, async ({ database }) => {
    const sweep = await getSweep(database, id);
    const { id: sweepId, metric } = sweep;
    const query = { sweepId, metric, sort: 'trial', direction: 'asc' } as const;
    const failures = await listTrialFailures(database, { sweepId });
    if (options.json) {
      const trials: RunListItem[] = [];
      for await (const run of listAllRuns(database, query)) trials.push(run);
      context.print(JSON.stringify({ ...sweep, trials, failures }));
      return;
    }
    const { runs, total } = await listRuns(database, { ...query, limit: limits.runsPerPage });
    const failureCount = await countTrialFailures(database, { sweepId });
    context.print(describeSweep(sweep, { trials: runs, total, failures, failureCount }));
  });
}

/** watchSweepCommand shows the live progress of a sweep; it trains nothing. */
export async function watchSweepCommand(
  id: string,
  options: JsonOption,
  context: CommandContext,
): Promise<number> {
  const session = await openSession(context.environment, context.say);
  try {
    const { id: sweepId } = await getSweep(session.database, id);
    const view = await context.createSweepView(options.json === true);
    return await followSweep({ session, sweepId, view, context, localConcurrency: 0, standsIn: false });
  } finally {
    await session.close();
  }
}

/** Does something with the sweep that an id or its beginning means, and prints what has become of it. */
function change(
  id: string,
  context: CommandContext,
  work: (database: Database, sweepId: string) => Promise<string>,
): Promise<number> {
  return withSession(context, async ({ database }) => {
    const { id: sweepId } = await findSweep(database, id);
    context.print(await work(database, sweepId));
  });
}

/** pauseSweepCommand lets no trial begin; those that run are handed back with a checkpoint. */
export function pauseSweepCommand(id: string, context: CommandContext): Promise<number> {
  return change(id, context, async (database, sweepId) => {
    await pauseSweep(database, { sweepId });
    return `Paused sweep ${sweepId}: its running trials keep a checkpoint. \`./laten sweeps resume ${sweepId}\` goes on with it.`;
  });
}

/** resumeSweepCommand goes on with a paused sweep. */
export function resumeSweepCommand(id: string, context: CommandContext): Promise<number> {
  return change(id, context, async (database, sweepId) => {
    await resumeSweep(database, { sweepId });
    return `Sweep ${sweepId} goes on. \`./laten sweeps watch ${sweepId}\` shows it.`;
  });
}

/** cancelSweepCommand ends a sweep: at once, or after the trials that run. */
export function cancelSweepCommand(
  id: string,
  options: { afterRunning?: boolean },
  context: CommandContext,
): Promise<number> {
  return change(id, context, async (database, sweepId) => {
    await cancelSweep(database, { sweepId, mode: options.afterRunning ? 'after-running' : 'now' });
    const running = options.afterRunning ? 'come to their end' : 'are asked to stop and keep a checkpoint';
    return `Canceled sweep ${sweepId}. Trials that run ${running}.`;
  });
}

/** retrySweepCommand queues the failed and crashed trials of a sweep again. */
export function retrySweepCommand(id: string, context: CommandContext): Promise<number> {
  return change(id, context, async (database, sweepId) => {
    const retried = await retryFailedTrials(database, { sweepId });
    if (retried.length === 0) return `No trial of sweep ${sweepId} has failed or crashed.`;
    return `${formatCount(retried.length)} trials of sweep ${sweepId} wait again, with all their tries.`;
  });
}

/** addTrialsCommand adds trials to a sweep: more draws, or the grid with further seeds. */
export function addTrialsCommand(id: string, trials: string, context: CommandContext): Promise<number> {
  return change(id, context, async (database, sweepId) => {
    const { spec } = await getSweep(database, sweepId);
    const from = countTrials(spec);
    const grown = explainGrowth(() => growSpec(spec, { trials: Number(trials) }));
    const plans = planTrials(grown, { from, to: countTrials(grown) }, { defaultThreads: TRIAL_THREADS });
    await addTrials(database, { sweepId, spec: grown, trials: plans });
    return `Sweep ${sweepId} has ${formatCount(from + plans.length)} trials now, ${formatCount(plans.length)} more.`;
  });
}

/** The number is a word of the command line, not a part of a file. */
function explainGrowth<T>(grow: () => T): T {
  try {
    return grow();
  } catch (error) {
    if (!(error instanceof SweepInvalidError)) throw error;
    throw new LatenError('USAGE', error.issues.map(({ message }) => message).join('\n'));
  }
}

/** prioritizeSweepCommand lets the trials of a sweep be taken before or after those of others. */
export function prioritizeSweepCommand(id: string, text: string, context: CommandContext): Promise<number> {
  const priority = parsePriority(text);
  return change(id, context, async (database, sweepId) => {
    await setSweepPriority(database, { sweepId, priority });
    return `Sweep ${sweepId} has the priority ${priority} now.`;
  });
}

/** deleteSweepCommand deletes a sweep with its trials. One with running trials is refused. */
export function deleteSweepCommand(id: string, context: CommandContext): Promise<number> {
  return change(id, context, async (database, sweepId) => {
    await deleteSweep(database, { sweepId });
    return `Deleted sweep ${sweepId} with its trials. Their space is freed after 20 s by \`./laten up\` or a worker, if one runs; else by \`./laten gc\`.`;
  });
}
