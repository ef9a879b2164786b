import { findRun, getRunDetail, listRuns } from '@laten/db/rows';
import { ID_PREFIX_PATTERN, limits } from '@laten/shared';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';

/** The most rows of one page; beyond it the page says that there are more. */
const MOST_LISTED_RUNS = 500;

const runIdOrPrefix = z
  .string()
  .min(limits.runIdPrefixMinLength)
  .regex(ID_PREFIX_PATTERN, 'not a run id or the start of one');

/** runsRouter reads runs: one page of them, or one in full. */
export const runsRouter = createRouter({
  /** The newest runs. */
  list: procedure
    .meta({ allow: ['local'] })
    .query(async ({ ctx }) => listRuns(ctx.database, { limit: MOST_LISTED_RUNS })),

  /** One run by its id or a unique prefix of it. */
  get: procedure
    .meta({ allow: ['local'] })
    .input(z.strictObject({ id: runIdOrPrefix }))
    .query(async ({ ctx, input }) => {
      const { id } = await findRun(ctx.database, input.id);
      return getRunDetail(ctx.database, id);
    }),
});
