import { readSeries } from '@laten/db/rows';
import { ID_PATTERN, limits } from '@laten/shared';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';

/** The most series of one request: what one chart draws, with room. */
const MOST_SERIES = 64;

const readManyInput = z.strictObject({
  runId: z.string().regex(ID_PATTERN, 'not a run id'),
  names: z.array(z.string().min(1).max(limits.metricNameLength)).min(1).max(MOST_SERIES),
  /** Width of the plot in pixels: each series has at most two points under each. */
  widthPx: z.number().int().min(2).max(2_000),
});

/** seriesRouter reads the points of series, reduced to what a chart can show. */
export const seriesRouter = createRouter({
  /** Several series of one run, in the order asked for; one that was never logged is left out. */
  readMany: procedure
    .meta({ allow: ['local'] })
    .input(readManyInput)
    .query(async ({ ctx, input: { runId, names, widthPx } }) => {
      const series = await Promise.all(
        names.map((name) => readSeries(ctx.database, { runId, name, widthPx })),
      );
      return series.filter((one) => one !== null);
    }),
});
