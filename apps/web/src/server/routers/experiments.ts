import { createExperiment, deleteExperiment, listExperiments, renameExperiment } from '@laten/db/rows';
import { ID_PATTERN } from '@laten/shared';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';
import { experimentName } from './inputs.ts';

const experimentId = z.string().regex(ID_PATTERN, 'not the id of an experiment');

const local = procedure.meta({ allow: ['local'] });

/** experimentsRouter reads and changes experiments, the folders of runs. */
export const experimentsRouter = createRouter({
  /** All experiments, that of the newest run first. */
  list: local.query(async ({ ctx }) => listExperiments(ctx.database)),

  /** Makes an empty experiment. */
  create: local
    .input(z.strictObject({ name: experimentName }))
    .mutation(async ({ ctx, input }) => createExperiment(ctx.database, input)),

  /** Gives an experiment another name. */
  rename: local
    .input(z.strictObject({ id: experimentId, name: experimentName }))
    .mutation(async ({ ctx, input }) => renameExperiment(ctx.database, input)),

  /** Deletes an experiment that has no runs. */
  delete: local
    .input(z.strictObject({ id: experimentId }))
    .mutation(async ({ ctx, input }) => deleteExperiment(ctx.database, input)),
});
