import type { Database } from '@laten/db/rows';
import { RunNotFoundError } from '@laten/shared';
import type { AnyTRPCProcedure } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from './root.ts';
import { type Context, createCallerFactory, createRouter, procedure } from './trpc.ts';

const database = {} as Database;
const context: Context = { actor: { kind: 'local' }, getDatabase: async () => database };

const router = createRouter({
  undeclared: procedure.query(() => 'secret'),
  forNobody: procedure.meta({ allow: [] }).query(() => 'secret'),
  allowed: procedure.meta({ allow: ['local'] }).query(({ ctx }) => ctx.database === database),
  missing: procedure.meta({ allow: ['local'] }).query(() => {
    throw new RunNotFoundError('abc');
  }),
  broken: procedure.meta({ allow: ['local'] }).query(() => {
    throw new Error('password=hunter2');
  }),
  checked: procedure
    .meta({ allow: ['local'] })
    .input(z.strictObject({ n: z.number() }))
    .query(({ input }) => input.n),
});
const caller = createCallerFactory(router)(context);

describe('procedure', () => {
  it('denies what declares no permission, and what allows nobody', async () => {
    await expect(caller.undeclared()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(caller.forNobody()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('answers an actor that is allowed, with the database', async () => {
    await expect(caller.allowed()).resolves.toBe(true);
  });

  it('opens no database for a request that it denies', async () => {
    let opened = false;
    const denied = createCallerFactory(router)({
      ...context,
      getDatabase: async () => {
        opened = true;
        return database;
      },
    });
    await expect(denied.undeclared()).rejects.toThrow();
    expect(opened).toBe(false);
  });

  it('refuses an input that is not as declared', async () => {
    await expect(caller.checked({ n: 'one' as unknown as number })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('what a client reads of an error', () => {
  async function ask(path: string): Promise<{ status: number; body: string }> {
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: new Request(`http://localhost/api/trpc/${path}`),
      router,
      createContext: () => context,
    });
    return { status: response.status, body: await response.text() };
  }

  it('is the sentence of an error of ours, with its code', async () => {
    const { status, body } = await ask('missing');
    expect(status).toBe(404);
    expect(body).toContain('No run has the id or prefix');
    expect(body).toContain('RUN_NOT_FOUND');
  });

  it('is never the text or the stack of an internal error', async () => {
    const { status, body } = await ask('broken');
    expect(status).toBe(500);
    expect(body).not.toMatch(/hunter2|trpc\.test|stack/);
    expect(body).toContain('The terminal that runs it says what.');
  });
});

describe('appRouter', () => {
  it('has no procedure that does not say whom it answers', () => {
    const procedures = Object.entries<AnyTRPCProcedure>(appRouter._def.procedures as never);
    expect(procedures.length).toBeGreaterThan(0);
    for (const [path, { _def }] of procedures)
      expect([path, _def.meta]).toEqual([path, { allow: ['local'] }]);
  });
});
