import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { createId } from '@laten/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordRun } from '../../testing/record-run.ts';
import { testContext } from '../../testing/test-context.ts';
import { createCaller } from '../root.ts';

let testDatabase: TestDatabase;
const caller = createCaller(testContext(() => testDatabase.database));

/** Two runs made in the same millisecond share the start of their ids. */
const nowMs = Date.UTC(2026, 10, 3);
const older = createId(nowMs);
const newer = createId(nowMs);

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  await recordRun(database, {
    runId: older,
    name: 'older',
    points: {
      loss: [
        [1, 300],
        [2, Number.NaN],
        [3, 290],
      ],
      val_nelbo: [
        [8, 280],
        [16, 270],
      ],
      images_per_second: [
        [1, 900],
        [2, 1000],
      ],
    },
  });
  await recordRun(database, {
    runId: newer,
    name: 'newer',
    outcome: { status: 'FAILED', reason: 'loss became NaN at step 3.', reasonCode: 'NON_FINITE_LOSS' },
  });
});

afterAll(async () => {
  await testDatabase.drop();
});

describe('runs.list', () => {
  it('lists the newest first, with what the table shows', async () => {
    const { runs, nextCursor, total } = await caller.runs.list();
    expect(runs.map((run) => run.name)).toEqual(['newer', 'older']);
    expect(nextCursor).toBeNull();
    expect(total).toBe(2);
    expect(runs[0]).toMatchObject({
      status: 'FAILED',
      reason: 'loss became NaN at step 3.',
      metric: null,
      imagesPerSecond: null,
      sparkline: [],
      sizeBytes: 0,
    });
    expect(runs[1]).toMatchObject({
      status: 'FINISHED',
      config: { preset: 'tiny', latentDim: 2, beta: 1 },
      metric: { best: 270, last: 270, bestStep: 16 },
      sparkline: [280, 270],
      imagesPerSecond: 1000,
      progress: { epoch: 2, totalEpochs: 2 },
      durationMs: 61_000,
    });
  });
});

describe('runs.list with a query', () => {
  const names = async (query: Parameters<typeof caller.runs.list>[0]) =>
    (await caller.runs.list(query)).runs.map((run) => run.name);

  it('pages, sorts, searches and picks', async () => {
    const first = await caller.runs.list({ limit: 1 });
    expect(first).toMatchObject({ runs: [{ name: 'newer' }], total: 2, nextCursor: expect.any(String) });
    expect(await names({ limit: 1, cursor: first.nextCursor })).toEqual(['older']);
    expect(await names({ sort: 'best', direction: 'desc' })).toEqual(['older', 'newer']);
    expect(await names({ sort: 'name', direction: 'asc' })).toEqual(['newer', 'older']);
    expect(await names({ sort: 'config.beta' })).toHaveLength(2);
    expect(await names({ search: 'OLD' })).toEqual(['older']);
    expect(await names({ statuses: ['FAILED'] })).toEqual(['newer']);
    expect(await names({ ids: [older, createId()] })).toEqual(['older']);
    expect(await names({ experiment: 'none of this name' })).toEqual([]);
  });

  it.each([
    { limit: 0 },
    { limit: 201 },
    { sort: 'id' },
    { sort: "config.beta'" },
    { statuses: ['LOST'] },
    { ids: ['x'] },
    { cursor: 'nonsense' },
    { search: 'x'.repeat(201) },
    { unknown: true },
  ])('refuses %j', async (query) => {
    await expect(caller.runs.list(query as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('runs.recentThroughput', () => {
  it('gives how quickly finished runs trained', async () => {
    expect(await caller.runs.recentThroughput()).toEqual([
      {
        preset: 'tiny',
        latentDim: 2,
        threads: 1,
        imagesPerSecond: 950,
        besidesMsPerEpoch: expect.closeTo(30_230.53),
      },
    ]);
  });
});

describe('runs.get', () => {
  it('gives a run by its id', async () => {
    const run = await caller.runs.get({ id: older });
    expect(run).toMatchObject({
      id: older,
      name: 'older',
      summary: { val_nelbo: { best: 270 }, loss: { nonFiniteCount: 1 } },
    });
  });

  it('gives a run by a prefix that only it has', async () => {
    const shared = [...older].findIndex((character, i) => character !== newer[i]);
    expect((await caller.runs.get({ id: older.slice(0, shared + 1) })).id).toBe(older);
  });

  it('says which runs an ambiguous prefix means', async () => {
    const error = caller.runs.get({ id: older.slice(0, 6) });
    await expect(error).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(error).rejects.toThrow(/matches 2 runs/);
  });

  it('does not find a run that was deleted or never was', async () => {
    await expect(caller.runs.get({ id: createId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['', 'a', '../etc/passwd', "x' OR 1=1", `${'a'.repeat(17)}`])(
    'refuses "%s" before it asks the database',
    async (id) => {
      await expect(caller.runs.get({ id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    },
  );
});

describe('series.readMany', () => {
  it('gives several series in the order asked for, NaN as a gap that is counted', async () => {
    const series = await caller.series.readMany({
      runId: older,
      names: ['val_nelbo', 'never_logged', 'loss'],
      widthPx: 100,
    });
    expect(series.map(({ name, steps, values }) => ({ name, steps, values }))).toEqual([
      { name: 'val_nelbo', steps: [8, 16], values: [280, 270] },
      { name: 'loss', steps: [1, 2, 3], values: [300, null, 290] },
    ]);
    expect(series[1]?.nonFinite).toEqual({ count: 1, firstStep: 2 });
  });

  it.each([
    { runId: 'no-id', names: ['loss'], widthPx: 100 },
    { runId: older, names: [], widthPx: 100 },
    { runId: older, names: Array.from({ length: 65 }, (_, i) => `m${i}`), widthPx: 100 },
    { runId: older, names: ['loss'], widthPx: 1 },
    { runId: older, names: ['loss'], widthPx: 1e9 },
  ])('refuses what is out of its limits: %#', async (input) => {
    await expect(caller.series.readMany(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
