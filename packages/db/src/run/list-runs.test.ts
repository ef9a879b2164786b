import { CRASH_AFTER_MS, createId, type RunStatus } from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type DatabaseClock, readDatabaseClock, statusByClock } from './database-clock.ts';
import { type ListRunsQuery, listRuns, type RunListItem } from './list-runs.ts';
import { markRunsDeleted } from './mark-runs-deleted.ts';
import { restoreRuns } from './restore-runs.ts';
import { type RunSortColumn, runSortColumns } from './run-sort.ts';

describe('listRuns', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    const store = createPostgresRecordingStore(test.database);
    // Seven runs; the best of their ranking metric is not in the order of their age, is equal for two, and missing for two.
    const best = [270, 265, null, 268, 265, null, 290];
    for (const [i, value] of best.entries()) {
      const start = newRunStart();
      const create = start.create && {
        ...start.create,
        name: `run ${i}`,
        tags: [`tag_${i}`, i % 2 ? 'odd' : 'even'],
      };
      const attempt = await store.beginAttempt({ ...start, create });
      if (value !== null)
        await store.writePoints(
          pointBatch(attempt, 'val_nelbo', [
            [1, value + 10],
            [2, value],
          ]),
        );
    }
    await test.database.pool.query(`UPDATE run SET status = 'FAILED' WHERE name IN ('run 1', 'run 2')`);
  });
  afterAll(() => test.drop());

  const setConfig = (name: string, path: string, value: number) =>
    test.database.pool.query('UPDATE run SET config = jsonb_set(config, $2, $3) WHERE name = $1', [
      name,
      path,
      JSON.stringify(value),
    ]);
  const list = async (query: ListRunsQuery): Promise<RunListItem[]> => [
    ...(await listRuns(test.database, query)).runs,
  ];
  const names = (runs: readonly RunListItem[]): string => runs.map((run) => run.name.slice(4)).join('');
  const listAllPages = async (query: ListRunsQuery): Promise<RunListItem[]> => {
    const rows: RunListItem[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listRuns>> = await listRuns(test.database, { ...query, cursor });
      rows.push(...page.runs);
      cursor = page.nextCursor;
    } while (cursor);
    return rows;
  };

  it('takes for the best what a sweep compares by, and sorts by it', async () => {
    const greatest = { goal: 'maximize', sort: 'best', direction: 'desc' } as const;
    const runs = await listAllPages({ ...greatest, limit: 2 });
    expect(runs.map(({ metric }) => metric?.best ?? null)).toEqual([300, 280, 278, 275, 275, null, null]);
    const [first] = await list({ metric: 'val_nelbo', goal: 'minimize', sort: 'best', direction: 'asc' });
    expect(first?.metric).toMatchObject({ best: 265 });
  });

  it('shows the newest first, with progress and the ranking metric', async () => {
    const runs = await list({});
    expect(names(runs)).toBe('6543210');
    expect(runs[0]).toMatchObject({
      name: 'run 6',
      experiment: 'default',
      status: 'RUNNING',
      progress: { step: 2, totalSteps: 16, epoch: 0, totalEpochs: 2 },
      metric: { name: 'val_nelbo', last: 290, best: 290, bestStep: 2 },
    });
    expect(runs[1]?.metric).toBeNull();
  });

  it('sorts by the best value, equal ones by age, and puts runs without a value last in both directions', async () => {
    expect(names(await list({ sort: 'best', direction: 'asc' }))).toBe('4130652');
    expect(names(await list({ sort: 'best', direction: 'desc' }))).toBe('6034152');
  });

  it.each<RunSortColumn>([...runSortColumns, 'config.latentDim', 'config.dataset', 'config.limit'])(
    'pages through the list by %s without losing or repeating a run',
    async (sort) => {
      for (const direction of ['asc', 'desc'] as const) {
        const whole = names(await list({ sort, direction }));
        expect(names(await listAllPages({ sort, direction, limit: 2 }))).toBe(whole);
      }
    },
  );

  it('searches names, tags and ids, whatever the case, and takes % and _ for themselves', async () => {
    expect(names(await list({ search: 'RUN 3' }))).toBe('3');
    expect(names(await list({ search: 'odd' }))).toBe('531');
    expect(names(await list({ search: 'tag_4' }))).toBe('4');
    expect(await list({ search: '%' })).toEqual([]);
    expect(await list({ search: 'n_3' })).toEqual([]);
    const [first] = await list({ limit: 1 });
    expect(names(await list({ search: first?.id.toUpperCase() ?? '' }))).toBe('6');
  });

  it('takes a tag exactly, beside a text or alone', async () => {
    expect(names(await list({ search: 'tag:odd' }))).toBe('531');
    expect(names(await list({ search: 'run 3 tag:odd' }))).toBe('3');
    expect(names(await list({ search: 'tag:odd tag:tag_5' }))).toBe('5');
    expect(await list({ search: 'tag:od' })).toEqual([]);
  });

  it('finds runs by their ids, and says how many all pages have', async () => {
    const runs = await list({});
    const ids = [runs[4]!.id, runs[1]!.id, createId()];
    expect(await listRuns(test.database, { ids, limit: 1 })).toMatchObject({
      runs: [{ name: 'run 5' }],
      total: 2,
      nextCursor: expect.any(String),
    });
    expect(await listRuns(test.database, { ids: [] })).toMatchObject({
      runs: [],
      nextCursor: null,
      total: 0,
    });
    expect((await listRuns(test.database, { search: 'odd', limit: 1 })).total).toBe(3);
  });

  it('sorts by a key of the config, numbers as numbers', async () => {
    await setConfig('run 0', '{latentDim}', 16);
    await setConfig('run 6', '{latentDim}', 9);
    expect(names(await list({ sort: 'config.latentDim', direction: 'desc' }))).toBe('0654321');
    await setConfig('run 0', '{latentDim}', 2);
    await setConfig('run 6', '{latentDim}', 2);
  });

  it('neither repeats nor loses a run when new ones come while a reader pages', async () => {
    const first = await listRuns(test.database, { limit: 3 });
    const added = newRunStart();
    await createPostgresRecordingStore(test.database).beginAttempt(added);
    const second = await listRuns(test.database, { limit: 10, cursor: first.nextCursor });
    expect(names([...first.runs, ...second.runs])).toBe('6543210');
    await markRunsDeleted(test.database, { ids: [added.runId] });
    await test.database.prisma.run.delete({ where: { id: added.runId } });
  });

  it('goes on after a run that was deleted while a reader pages', async () => {
    const first = await listRuns(test.database, { limit: 3 });
    const gone = first.runs.at(-1)!.id;
    await test.database.pool.query(`UPDATE run SET status = 'FINISHED' WHERE id = $1`, [gone]);
    await markRunsDeleted(test.database, { ids: [gone] });
    const second = await listRuns(test.database, { limit: 10, cursor: first.nextCursor });
    expect(names([...second.runs])).toBe('3210');
    expect(second.total).toBe(6);
    await restoreRuns(test.database, { ids: [gone] });
    await test.database.pool.query(`UPDATE run SET status = 'RUNNING' WHERE id = $1`, [gone]);
  });

  it('lists a run whose config a newer Laten wrote, and says so', async () => {
    await test.database.pool.query(`UPDATE run SET config_version = 99 WHERE name = 'run 2'`);
    const runs = await list({});
    expect(names(runs)).toBe('6543210');
    expect(runs[4]).toMatchObject({
      configProblem: expect.stringMatching(/version 99.*Update Laten/),
      config: { latentDim: 2 },
    });
    expect(runs[0]?.configProblem).toBeNull();
    await test.database.pool.query(`UPDATE run SET config_version = 1 WHERE name = 'run 2'`);
  });

  it('filters by experiment and by state', async () => {
    expect(await list({ experiment: 'other' })).toEqual([]);
    expect(names(await list({ experiment: 'default', statuses: ['FAILED'] }))).toBe('21');
  });

  it('shows the same state as a reader of one run does, also for a silent run', async () => {
    await test.database.pool.query(
      `UPDATE run SET heartbeat_at = now() - $1 * interval '1 ms' WHERE name = 'run 5'`,
      [CRASH_AFTER_MS + 5_000],
    );
    // Asked again should Postgres become old enough to judge silence between the two readings.
    const differing = async () => {
      const clock: DatabaseClock = await readDatabaseClock(test.database);
      const stored = await test.database.prisma.run.findMany({ orderBy: { createdAt: 'desc' } });
      const shown: RunStatus[] = (await list({})).map((run) => run.status);
      return stored.filter((run, i) => statusByClock(run, clock) !== shown[i]);
    };
    await expect.poll(differing).toEqual([]);
    await test.database.pool.query(`UPDATE run SET heartbeat_at = now() WHERE name = 'run 5'`);
  });

  it('refuses a cursor of another order, and text that is none', async () => {
    const { nextCursor } = await listRuns(test.database, { limit: 1 });
    await expect(listRuns(test.database, { sort: 'name', cursor: nextCursor })).rejects.toMatchObject({
      code: 'USAGE',
    });
    await expect(listRuns(test.database, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'USAGE' });
  });
});
