import { experimentsRouter } from './routers/experiments.ts';
import { liveRouter } from './routers/live.ts';
import { runsRouter } from './routers/runs.ts';
import { seriesRouter } from './routers/series.ts';
import { sweepLaunchRouter } from './routers/sweep-launch.ts';
import { sweepsRouter } from './routers/sweeps.ts';
import { workersRouter } from './routers/workers.ts';
import { createCallerFactory, createRouter } from './trpc.ts';

/** appRouter is everything that the browser can ask for. */
export const appRouter = createRouter({
  experiments: experimentsRouter,
  live: liveRouter,
  runs: runsRouter,
  series: seriesRouter,
  sweepLaunch: sweepLaunchRouter,
  sweeps: sweepsRouter,
  workers: workersRouter,
});

/** AppRouter is the type of it, which the browser imports without the code. */
export type AppRouter = typeof appRouter;

/** createCaller calls procedures without HTTP, with the same checks. */
export const createCaller = createCallerFactory(appRouter);
