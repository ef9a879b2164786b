import { createRouter, guardedProcedure } from '../trpc.ts';

/** liveRouter tells open pages what changes. */
export const liveRouter = createRouter({
  /**
   * Events for as long as the page listens. They carry no id to resume from: who was away for a while hears `hello` and
   * asks for what is newer than the revision it has.
   */
  changes: guardedProcedure.meta({ allow: ['local'] }).subscription(async function* ({ ctx, signal }) {
    yield* ctx.getChangeFeed().changes(signal ?? new AbortController().signal);
  }),
});
