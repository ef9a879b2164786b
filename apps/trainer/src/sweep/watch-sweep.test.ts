import { createTestDatabase } from '@laten/db/testing';
import { createId } from '@laten/shared';
import { expect, it } from 'vitest';
import { watchSweep } from './watch-sweep.ts';

it('leaves no connection behind when its first look fails', async () => {
  const test = await createTestDatabase();
  const nothing = () => undefined;
  const watched = watchSweep({
    database: test.database,
    url: test.url,
    sweepId: createId(),
    view: { trial: nothing, frame: nothing, note: nothing, end: nothing },
    signal: new AbortController().signal,
  });
  await expect(watched).rejects.toMatchObject({ code: 'SWEEP_NOT_FOUND' });
  // It throws when a connection was left open.
  await test.drop();
});
