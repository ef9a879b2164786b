import {
  deleteRun,
  findRun,
  getRunDetail,
  listRuns,
  type RunDetail,
  type RunListItem,
  renameRun,
  requestCancel,
} from '@laten/db';
import { LatenError, limits } from '@laten/shared';
import { formatBytes, formatCount, formatDuration, formatNats, formatTable } from '../view/format.ts';
import type { CommandContext } from './command-context.ts';
import { parseLimit } from './parse-limit.ts';
import { readUpTo, sayThereAreMore } from './read-up-to.ts';
import { withSession } from './with-session.ts';

/** The commands `runs list`, `runs show`, `runs rename`, `runs cancel` and `runs delete`. Each returns the exit code. */

type JsonOption = { readonly json?: boolean };

/** listRunsCommand prints the runs, newest first, as a table or one JSON array. */
export function listRunsCommand(
  options: JsonOption & { limit?: string },
  context: CommandContext,
): Promise<number> {
  const limit = parseLimit(options.limit);
  return withSession(context, async ({ database }) => {
    const { items: runs, hasMore } = await readUpTo(limit, async (page) => {
      const { runs: items, nextCursor } = await listRuns(database, page);
      return { items, nextCursor };
    });
    if (options.json) context.print(JSON.stringify(runs));
    else context.print(runs.length === 0 ? 'No runs yet. Start one with: ./laten train' : describeList(runs));
    if (hasMore) sayThereAreMore(context, 'runs', limit);
  });
}

/** showRunCommand prints all of one run. */
export function showRunCommand(run: string, options: JsonOption, context: CommandContext): Promise<number> {
  return withSession(context, async ({ database }) => {
    const { id } = await findRun(database, run);
    const detail = await getRunDetail(database, id);
    context.print(options.json ? JSON.stringify(detail) : describeRun(detail));
  });
}

/** renameRunCommand gives a run another name. */
export function renameRunCommand(run: string, name: string, context: CommandContext): Promise<number> {
  if (name.trim() === '' || name.length > limits.runNameLength) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `A name has 1 to ${limits.runNameLength} characters; this one has ${name.trim() === '' ? 0 : name.length}.`,
    );
  }
  return withSession(context, async ({ database }) => {
    const { id } = await findRun(database, run);
    await renameRun(database, { runId: id, name });
    context.print(`${id} is now named "${name}".`);
  });
}

/** cancelRunCommand cancels a queued run, or asks a running one to stop with a checkpoint. An ended one is refused. */
export function cancelRunCommand(run: string, context: CommandContext): Promise<number> {
  return withSession(context, async ({ database }) => {
    const { id } = await findRun(database, run);
    const status = await requestCancel(database, { runId: id });
    context.print(
      status === 'CANCELED'
        ? `Canceled run ${id} while it waited.`
        : `Run ${id} is asked to stop: it keeps a checkpoint. \`./laten resume ${id}\` goes on from there.`,
    );
  });
}

/** deleteRunCommand deletes a run and frees its space. A running one is refused. */
export function deleteRunCommand(run: string, context: CommandContext): Promise<number> {
  return withSession(context, async ({ database }) => {
    const { id } = await findRun(database, run);
    const { points, artifacts, bytesFreed } = await deleteRun(database, { runId: id });
    context.print(
      `Deleted run ${id}: ${formatCount(points)} points, ${artifacts} artifacts, ${formatBytes(bytesFreed)} freed.`,
    );
  });
}

function describeList(rows: readonly RunListItem[]): string {
  const header = ['id', 'status', 'name', 'epoch', 'best val_nelbo', 'duration', 'created'];
  const cells = rows.map((run) => [
    run.id,
    run.status,
    run.name,
    `${run.progress.epoch}/${run.progress.totalEpochs}`,
    typeof run.metric?.best === 'number' ? formatNats(run.metric.best) : '–',
    formatDuration(run.durationMs),
    run.createdAt.toISOString().slice(0, 16).replace('T', ' '),
  ]);
  return formatTable([header, ...cells], [3, 4, 5]);
}

function describeRun(run: RunDetail): string {
  const facts = [
    ['id', run.id],
    ['name', run.name],
    ['status', run.reason ? `${run.status}: ${run.reason}` : run.status],
    ['attempt', String(run.attempt)],
    ['epoch', `${run.progress.epoch} of ${run.progress.totalEpochs}`],
    ['duration', formatDuration(run.durationMs)],
  ];
  const config = Object.entries(run.config).map(([key, value]) => [`  ${key}`, JSON.stringify(value)]);
  const summary = Object.entries(run.summary).map(([name, { last, best, bestStep, n }]) => [
    name,
    formatNumber(last),
    formatNumber(best),
    bestStep === null ? '–' : String(bestStep),
    String(n),
  ]);
  const artifacts = run.artifacts.map(({ id, name, step, sizeBytes }) => [
    id,
    name,
    step === null ? '–' : String(step),
    formatBytes(sizeBytes),
  ]);
  return [
    formatTable(facts),
    `\nconfig\n${formatTable(config)}`,
    `\n${formatTable([['metric', 'last', 'best', 'at step', 'points'], ...summary], [1, 2, 3, 4])}`,
    `\n${formatTable([['artifact', 'name', 'step', 'size'], ...artifacts], [2, 3])}`,
  ].join('\n');
}

function formatNumber(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(6)));
}
