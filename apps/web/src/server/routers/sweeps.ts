import {
  addTrials,
  cancelModes,
  cancelSweep,
  countTrialFailures,
  type Database,
  deleteSweep,
  getSweep,
  listSweeps,
  listTrialFailures,
  pauseSweep,
  previewSweepDeletion,
  readSweepBest,
  readSweepsProgress,
  restoreSweep,
  resumeSweep,
  retryFailedTrials,
  type SweepListItem,
  setSweepPriority,
  updateSweepTexts,
} from '@laten/db/rows';
import { countTrials, growSpec, limits, planTrials, TRIAL_THREADS } from '@laten/shared';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';
import { experimentName, note, sweepId, sweepIdOrPrefix, sweepName } from './inputs.ts';

const DEFAULT_PAGE = 50;
const MOST_CURSOR_CHARACTERS = 1_000;

const listInput = z.strictObject({
  experiment: experimentName.optional(),
  search: z.string().max(limits.searchLength).optional(),
  limit: z.number().int().min(1).max(limits.runsPerPage).optional(),
  cursor: z.string().max(MOST_CURSOR_CHARACTERS).nullish(),
});

const oneSweep = z.strictObject({ id: sweepId });

const { min: leastPriority, max: mostPriority } = limits.sweepPriority;

const local = procedure.meta({ allow: ['local'] });

/** sweepsRouter reads and changes sweeps. Launching one is `sweepLaunch`; what trains the trials is a worker. */
export const sweepsRouter = createRouter({
  /** One page of sweeps, the newest first, each with its trials by state and the best of them. */
  list: local.input(listInput.optional()).query(async ({ ctx, input }) => {
    const page = await listSweeps(ctx.database, { limit: DEFAULT_PAGE, ...input });
    return { ...page, sweeps: await withTimeLeft(ctx.database, page.sweeps) };
  }),

  /** One sweep by its id or a unique prefix of it. */
  get: local
    .input(z.strictObject({ id: sweepIdOrPrefix }))
    .query(async ({ ctx, input }) => getSweep(ctx.database, input.id)),

  /** The trials that have logged the sweep's metric, in the order in which they ended, each with the best value until then. */
  best: local
    .input(oneSweep)
    .query(async ({ ctx, input }) => readSweepBest(ctx.database, { sweepId: input.id })),

  /** The trials that failed or crashed, and why: the first of them, when there are very many. */
  failures: local
    .input(oneSweep)
    .query(async ({ ctx, input }) => listTrialFailures(ctx.database, { sweepId: input.id })),

  /** How many trials failed or crashed: all of them. */
  failureCount: local
    .input(oneSweep)
    .query(async ({ ctx, input }) => countTrialFailures(ctx.database, { sweepId: input.id })),

  /** What would go with the sweep. */
  deletionPreview: local
    .input(oneSweep)
    .query(async ({ ctx, input }) => previewSweepDeletion(ctx.database, { sweepId: input.id })),

  /** Lets no worker take its trials any more; those that train one hand it back with a checkpoint. */
  pause: local.input(oneSweep).mutation(async ({ ctx, input: { id } }) => {
    await pauseSweep(ctx.database, { sweepId: id });
    return { id };
  }),

  /** Lets workers take the trials of a paused sweep again. */
  resume: local.input(oneSweep).mutation(async ({ ctx, input: { id } }) => {
    await resumeSweep(ctx.database, { sweepId: id });
    return { id };
  }),

  /** Cancels the trials that wait, and with `now` asks those that train to stop. */
  cancel: local
    .input(z.strictObject({ id: sweepId, mode: z.enum(cancelModes) }))
    .mutation(async ({ ctx, input: { id, mode } }) => {
      await cancelSweep(ctx.database, { sweepId: id, mode });
      return { id };
    }),

  /** Queues the trials that failed or crashed again. */
  retryFailed: local.input(oneSweep).mutation(async ({ ctx, input: { id } }) => ({
    retried: await retryFailedTrials(ctx.database, { sweepId: id }),
  })),

  /** Lets the search go on for so many trials more; the present ones stay what they are. */
  addTrials: local
    .input(z.strictObject({ id: sweepId, trials: z.number().int().min(1).max(limits.trialsPerSweep) }))
    .mutation(async ({ ctx, input }) => {
      const { spec } = await getSweep(ctx.database, input.id);
      const grown = growSpec(spec, { trials: input.trials });
      const range = { from: countTrials(spec), to: countTrials(grown) };
      const trials = planTrials(grown, range, { defaultThreads: TRIAL_THREADS });
      await addTrials(ctx.database, { sweepId: input.id, spec: grown, trials });
      return { added: trials.length };
    }),

  /** Lets its waiting trials be taken before or after those of other sweeps. */
  setPriority: local
    .input(z.strictObject({ id: sweepId, priority: z.number().int().min(leastPriority).max(mostPriority) }))
    .mutation(async ({ ctx, input: { id, priority } }) => {
      await setSweepPriority(ctx.database, { sweepId: id, priority });
      return { id };
    }),

  /** Gives a sweep another name. */
  rename: local
    .input(z.strictObject({ id: sweepId, name: sweepName }))
    .mutation(async ({ ctx, input: { id, name } }) => {
      await updateSweepTexts(ctx.database, { sweepId: id, name });
      return { id };
    }),

  /** Changes what people wrote about a sweep. With `expectedNote`, a note that is another one by now is not overwritten. */
  setNote: local
    .input(z.strictObject({ id: sweepId, note, expectedNote: note.optional() }))
    .mutation(async ({ ctx, input: { id, ...texts } }) => {
      await updateSweepTexts(ctx.database, { sweepId: id, ...texts });
      return { id };
    }),

  /** Deletes a sweep with its trials; for some seconds `restore` brings them back. */
  delete: local.input(oneSweep).mutation(async ({ ctx, input: { id } }) => {
    await deleteSweep(ctx.database, { sweepId: id });
    return { id };
  }),

  /** Brings a deleted sweep back. */
  restore: local.input(oneSweep).mutation(async ({ ctx, input: { id } }) => {
    await restoreSweep(ctx.database, { sweepId: id });
    return { id };
  }),
});

/** Of a sweep at which nobody works, nobody knows it. */
async function withTimeLeft(database: Database, sweeps: readonly SweepListItem[]) {
  const worked = sweeps.filter(({ status, counts }) => status === 'ACTIVE' && counts.RUNNING > 0);
  const progress = await readSweepsProgress(
    database,
    worked.map(({ id, status }) => ({ sweepId: id, status })),
  );
  return sweeps.map((sweep) => ({ ...sweep, secondsLeft: progress.get(sweep.id)?.secondsLeft ?? null }));
}
