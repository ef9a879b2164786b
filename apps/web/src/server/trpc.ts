import type { Database } from '@laten/db/rows';
import { isLatenError } from '@laten/shared';
import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { issuesOf, publicMessage, toTrpcError } from './error-map.ts';
import type { ChangeFeed } from './live/change-feed.ts';

/** Actor is who asks. Today there is one: the person at this machine. Accounts and share links will add kinds. */
type Actor = { readonly kind: 'local' };

/** Context is what a procedure gets of a request. What costs a connection is a function: a refused request opens none. */
export type Context = {
  readonly actor: Actor;
  readonly getDatabase: () => Promise<Database>;
  readonly getChangeFeed: () => ChangeFeed;
};

/** Permission is what a procedure declares: which kinds of actor it answers. */
type Permission = { readonly allow: readonly Actor['kind'][] };

const t = initTRPC
  .context<Context>()
  .meta<Permission>()
  .create({
    transformer: superjson,
    isDev: false,
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      message: publicMessage(error),
      data: {
        ...shape.data,
        latenCode: isLatenError(error.cause) ? error.cause.code : null,
        issues: issuesOf(error),
      },
    }),
  });

/** createRouter groups procedures. */
export const createRouter = t.router;

/** createCallerFactory makes callers for the server's own pages, and for tests. */
export const createCallerFactory = t.createCallerFactory;

/**
 * guardedProcedure is the one base of every procedure. It denies: a procedure answers only the kinds of actor that its
 * `.meta({ allow })` names. It turns errors of Laten's into tRPC's.
 */
export const guardedProcedure = t.procedure.use(async ({ ctx, meta, next, path }) => {
  if (!meta?.allow.includes(ctx.actor.kind)) {
    throw new TRPCError({
      code: 'FORBIDDEN',
      message: `"${path}" does not answer a ${ctx.actor.kind} actor.`,
    });
  }
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

/** procedure is a guarded procedure that is given the open database. */
export const procedure = guardedProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, database: await ctx.getDatabase() } }),
);
