import { readWorkers, requestWorkerResume } from '@laten/db/rows';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';

/** Longer than any id that a worker gives itself: host, process, start and place. */
const MOST_ID_CHARACTERS = 400;

const local = procedure.meta({ allow: ['local'] });

/** workersRouter tells who trains, and what waits. */
export const workersRouter = createRouter({
  /** The workers, and the queued runs in the order in which they are taken. */
  status: local.query(async ({ ctx }) => readWorkers(ctx.database)),

  /** Asks a worker that has stopped to take runs again. Returns the workers that were asked: none when it has not stopped. */
  resume: local
    .input(z.strictObject({ id: z.string().min(1).max(MOST_ID_CHARACTERS) }))
    .mutation(async ({ ctx, input }) => ({
      asked: await requestWorkerResume(ctx.database, { idPrefix: input.id }),
    })),
});
