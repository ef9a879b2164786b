import { readWorkers } from '@laten/db/rows';
import { createRouter, procedure } from '../trpc.ts';

/** workersRouter tells who trains, and what waits. */
export const workersRouter = createRouter({
  /** The workers, and the queued runs in the order in which they are taken. */
  status: procedure.meta({ allow: ['local'] }).query(async ({ ctx }) => readWorkers(ctx.database)),
});
