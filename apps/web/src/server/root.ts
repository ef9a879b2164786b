import { runsRouter } from './routers/runs.ts';
import { seriesRouter } from './routers/series.ts';
import { createCallerFactory, createRouter } from './trpc.ts';

/** appRouter is everything that the browser can ask for. */
export const appRouter = createRouter({ runs: runsRouter, series: seriesRouter });

/** AppRouter is the type of it, which the browser imports without the code. */
export type AppRouter = typeof appRouter;

/** createCaller calls procedures without HTTP, with the same checks. */
export const createCaller = createCallerFactory(appRouter);
