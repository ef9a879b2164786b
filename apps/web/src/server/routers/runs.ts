import os from 'node:os';
import {
  createQueuedRun,
  findRun,
  getRunDetail,
  listRecentThroughput,
  listRuns,
  markRunsDeleted,
  moveRuns,
  previewDeletion,
  queueRunAgain,
  type RunSortColumn,
  readLog,
  readRunSizes,
  readSparklines,
  requestCancel,
  restoreRuns,
  runSortColumns,
  tagRuns,
  updateRunTexts,
} from '@laten/db/rows';
import { configKeys, limits, resolveConfig, runStatuses } from '@laten/shared';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';
import { experimentName, note, runId, runIdOrPrefix, runIds, runName, sweepId, tags } from './inputs.ts';

const DEFAULT_PAGE = 100;
const MOST_CURSOR_CHARACTERS = 1_000;

const sortColumns: readonly RunSortColumn[] = [
  ...runSortColumns,
  ...configKeys.map((key) => `config.${key}` as const),
];

const listInput = z.strictObject({
  experiment: experimentName.optional(),
  statuses: z.array(z.enum(runStatuses)).max(runStatuses.length).optional(),
  search: z.string().max(limits.searchLength).optional(),
  /** Only the trials of this sweep. */
  sweepId: sweepId.optional(),
  /** What each row shows the best of. (Default: the ranking metric.) */
  metric: z.string().min(1).max(limits.metricNameLength).optional(),
  /** What its best value is. (Default: the metric's own goal.) */
  goal: z.enum(['minimize', 'maximize']).optional(),
  sort: z.enum(sortColumns).optional(),
  direction: z.enum(['asc', 'desc']).optional(),
  limit: z.number().int().min(1).max(limits.runsPerPage).optional(),
  cursor: z.string().max(MOST_CURSOR_CHARACTERS).nullish(),
  ids: z.array(runId).max(limits.runsPerPage).optional(),
});

const createInput = z.strictObject({
  /** Made by the client when its form opens: the same id makes one run, however often it arrives. */
  id: runId,
  experiment: experimentName,
  name: runName.optional(),
  tags,
  note,
  preset: z.string().max(limits.runNameLength),
  /** Checked by the schema of the config, which says what is wrong key by key. */
  overrides: z.record(z.string(), z.unknown()),
  clonedFrom: runId.optional(),
});

const local = procedure.meta({ allow: ['local'] });

/** runsRouter reads and changes runs. What trains is a worker: here a run is only queued, or asked to stop. */
export const runsRouter = createRouter({
  /** One page of runs, or all that are named, the newest first unless asked otherwise, each with the course of its ranking metric and what it stores. */
  list: local.input(listInput.optional()).query(async ({ ctx, input }) => {
    const limit = input?.limit ?? input?.ids?.length ?? DEFAULT_PAGE;
    const page = await listRuns(ctx.database, { ...input, limit });
    const runIds = page.runs.map((run) => run.id);
    const [sparklines, sizes] = await Promise.all([
      readSparklines(ctx.database, { runIds, metric: input?.metric }),
      readRunSizes(ctx.database, { ids: runIds }),
    ]);
    const runs = page.runs.map((run) => ({
      ...run,
      sparkline: sparklines.get(run.id) ?? [],
      sizeBytes: sizes[run.id] ?? 0,
    }));
    return { ...page, runs };
  }),

  /** One run by its id or a unique prefix of it. */
  get: local.input(z.strictObject({ id: runIdOrPrefix })).query(async ({ ctx, input }) => {
    const { id } = await findRun(ctx.database, input.id);
    return getRunDetail(ctx.database, id);
  }),

  /** Queues a new run for the workers. */
  create: local.input(createInput).mutation(async ({ ctx, input: { id, preset, overrides, ...labels } }) => {
    const config = resolveConfig({ preset, overrides, defaultThreads: os.availableParallelism() });
    return createQueuedRun(ctx.database, { runId: id, config, ...labels });
  }),

  /** Queues a run that has ended again, to go on from its checkpoint; with `epochs` (in all), to train further. */
  resume: local
    .input(z.strictObject({ id: runId, epochs: z.number().optional() }))
    .mutation(async ({ ctx, input: { id, epochs } }) => {
      await queueRunAgain(ctx.database, { runId: id, epochs });
      return { id };
    }),

  /** Asks a running run to stop, and cancels a queued one. Returns the state that it is in now. */
  cancel: local.input(z.strictObject({ id: runId })).mutation(async ({ ctx, input }) => ({
    status: await requestCancel(ctx.database, { runId: input.id }),
  })),

  /** Changes what people write about a run. With `expectedNote`, a note that is another one by now is not overwritten. */
  updateTexts: local
    .input(
      z.strictObject({
        id: runId,
        name: runName.optional(),
        tags: tags.optional(),
        note: note.optional(),
        expectedNote: note.optional(),
      }),
    )
    .mutation(async ({ ctx, input: { id, ...texts } }) =>
      updateRunTexts(ctx.database, { runId: id, ...texts }),
    ),

  /** Adds tags to runs and takes others away. Returns the runs that exist. */
  tagMany: local
    .input(z.strictObject({ ids: runIds, add: tags, remove: tags }))
    .mutation(async ({ ctx, input }) => ({ changed: await tagRuns(ctx.database, input) })),

  /** Moves runs to an experiment, which is made when it is new. Returns the runs that exist. */
  moveMany: local
    .input(z.strictObject({ ids: runIds, experiment: experimentName }))
    .mutation(async ({ ctx, input }) => ({ changed: await moveRuns(ctx.database, input) })),

  /** What would go with these runs. */
  deletionPreview: local
    .input(z.strictObject({ ids: runIds }))
    .query(async ({ ctx, input }) => previewDeletion(ctx.database, input)),

  /** Deletes runs; for some seconds `restoreMany` brings them back. */
  deleteMany: local
    .input(z.strictObject({ ids: runIds }))
    .mutation(async ({ ctx, input }) => markRunsDeleted(ctx.database, input)),

  /** Brings deleted runs back. Those that have been purged are not among the answer. */
  restoreMany: local
    .input(z.strictObject({ ids: runIds }))
    .mutation(async ({ ctx, input }) => ({ restored: await restoreRuns(ctx.database, input) })),

  /** How quickly the newest finished runs trained. */
  recentThroughput: local.query(async ({ ctx }) => listRecentThroughput(ctx.database)),

  /** The run's log from a byte on. */
  readLog: local
    .input(z.strictObject({ id: runId, fromByte: z.number().int().min(0).max(limits.blobBytes).optional() }))
    .query(async ({ ctx, input: { id, fromByte } }) => readLog(ctx.database, { runId: id, fromByte })),
});
