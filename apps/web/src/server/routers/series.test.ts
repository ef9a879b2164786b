import { createPostgresRecordingStore } from '@laten/db/rows';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { createId } from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../testing/test-context.ts';
import { createCaller } from '../root.ts';

let testDatabase: TestDatabase;
const caller = createCaller(testContext(() => testDatabase.database));

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

async function record() {
  const store = createPostgresRecordingStore(testDatabase.database);
  const attempt = await store.beginAttempt(newRunStart());
  const log = (name: string, step: number, value: number) =>
    store.writePoints(pointBatch(attempt, name, [[step, value]]));
  return { runId: attempt.runId, log };
}

describe('series.readNewer', () => {
  it('goes on where `readMany` ended, for every series of the page', async () => {
    const { runId, log } = await record();
    await log('loss', 1, 5);
    await log('kl_loss', 1, 2);
    const names = ['loss', 'kl_loss'];
    const lines = await caller.series.readMany({ runId, names, widthPx: 100 });
    const has = lines.map(({ name, revision }) => ({ name, afterRevision: revision }));
    expect(new Set(has.map((one) => one.afterRevision)).size).toBe(1);
    expect(await caller.series.readNewer({ runId, series: has })).toMatchObject({
      reload: false,
      series: [],
    });
    const { revision } = await log('loss', 2, Number.NaN);
    expect(await caller.series.readNewer({ runId, series: has })).toEqual({
      attempt: 1,
      revision,
      reload: false,
      series: [{ name: 'loss', steps: [2], values: [Number.NaN] }],
    });
  });

  it('refuses what is no run, no series, or no revision', async () => {
    const series = [{ name: 'loss', afterRevision: 0 }];
    const runId = createId();
    const ask = caller.series.readNewer;
    await expect(ask({ runId, series })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const input of [
      { runId: 'x', series },
      { runId, series: [] },
      { runId, series: [{ name: '', afterRevision: 0 }] },
      { runId, series: [{ name: 'loss', afterRevision: -1 }] },
    ])
      await expect(ask(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('series.clock', () => {
  it('tells when the run was at which step, and of a run without points nothing', async () => {
    const { runId, log } = await record();
    expect(await caller.series.clock({ runId })).toEqual({ steps: [], wallTimesMs: [] });
    await log('loss', 8, 5);
    expect(await caller.series.clock({ runId })).toEqual({ steps: [8], wallTimesMs: [1_700_000_000_008] });
    await expect(caller.series.clock({ runId: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
