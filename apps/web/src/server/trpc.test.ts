import type { Database } from '@laten/db/rows';
import { RunNotFoundError, resolveConfig } from '@laten/shared';
import type { AnyTRPCProcedure } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testContext } from '../testing/test-context.ts';
import { appRouter, createCaller } from './root.ts';
import { createCallerFactory, createRouter, procedure } from './trpc.ts';

const database = {} as Database;
const context = testContext(() => database);

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
  away: procedure.meta({ allow: ['local'] }).query(() => {
    throw new Error('Connection terminated unexpectedly by 10.0.0.7');
  }),
  unfit: procedure
    .meta({ allow: ['local'] })
    .query(() => resolveConfig({ overrides: { latentDim: 0, epochs: 0 }, defaultThreads: 1 })),
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
  async function ask(path: string, input?: string): Promise<{ status: number; body: string }> {
    const query = input ? `?input=${encodeURIComponent(input)}` : '';
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: new Request(`http://localhost/api/trpc/${path}${query}`),
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

  it('is what is wrong with a config or an input, key by key', async () => {
    const unfit = await ask('unfit');
    expect(unfit.status).toBe(400);
    expect(JSON.parse(unfit.body).error.json).toMatchObject({
      message: 'latentDim: 0 is refused. The least is 1.\nepochs: 0 is refused. The least is 1.',
      data: {
        latenCode: 'CONFIG_INVALID',
        issues: [
          { key: 'latentDim', message: '0 is refused. The least is 1.' },
          { key: 'epochs', message: '0 is refused. The least is 1.' },
        ],
      },
    });
    const { error } = JSON.parse((await ask('checked', '{"json":{"n":"one"}}')).body);
    expect(error.json.message).toMatch(/^n: Invalid input/);
    expect(error.json.data.issues).toEqual([{ key: 'n', message: expect.stringMatching(/number/) }]);
  });

  it('is that the database is away, and that it is tried again: no defect', async () => {
    const { status, body } = await ask('away');
    expect(status).toBe(503);
    expect(body).toContain('The database is away. Laten tries again by itself');
    expect(body).not.toContain('10.0.0.7');
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

  it('refuses an actor that it does not know, whatever is asked, and opens no database', async () => {
    const stranger = createCaller({
      ...testContext(() => expect.unreachable('opened the database')),
      actor: { kind: 'stranger' as 'local' },
    });
    for (const path of Object.keys(appRouter._def.procedures)) {
      const [router, name] = path.split('.') as [string, string];
      const call = (stranger as unknown as Record<string, Record<string, (input: unknown) => unknown>>)[
        router
      ]?.[name];
      await expect(call?.({}), path).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
