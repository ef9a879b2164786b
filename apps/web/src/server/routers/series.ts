import { readManySeries, readNewerPoints, readRunClock } from '@laten/db/rows';
import { limits } from '@laten/shared';
import { z } from 'zod';
import { createRouter, procedure } from '../trpc.ts';
import { runId } from './inputs.ts';

/** The most series of one request: what one chart draws, with room. */
const MOST_SERIES = 64;

const step = z.number().int().min(0).max(limits.step);

const name = z.string().min(1).max(limits.metricNameLength);

const readManyInput = z.strictObject({
  runId,
  names: z.array(name).min(1).max(MOST_SERIES),
  /** Width of the plot in pixels: each series has at most two points under each. */
  widthPx: z.number().int().min(2).max(2_000),
  /** Both inclusive. */
  fromStep: step.optional(),
  toStep: step.optional(),
});

const readNewerInput = z.strictObject({
  runId,
  /** What the page has: of each series all points up to a revision of the run. */
  series: z
    .array(z.strictObject({ name, afterRevision: z.number().int().min(0) }))
    .min(1)
    .max(MOST_SERIES),
});

/** seriesRouter reads the points of series, reduced to what a chart can show. */
export const seriesRouter = createRouter({
  /** Several series of one run, in the order asked for; one that was never logged is left out. */
  readMany: procedure
    .meta({ allow: ['local'] })
    .input(readManyInput)
    .query(({ ctx, input }) => readManySeries(ctx.database, input)),

  /** The points that are newer than what the page has, and how far it is now. */
  readNewer: procedure
    .meta({ allow: ['local'] })
    .input(readNewerInput)
    .query(({ ctx, input }) => readNewerPoints(ctx.database, input)),

  /** When the run was at which step. */
  clock: procedure
    .meta({ allow: ['local'] })
    .input(z.strictObject({ runId }))
    .query(({ ctx, input }) => readRunClock(ctx.database, input.runId)),
});
