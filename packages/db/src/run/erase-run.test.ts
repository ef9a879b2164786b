import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { deleteRun } from './delete-run.ts';
import { POINTS_PER_STATEMENT } from './erase-run.ts';
import { markRunsDeleted } from './mark-runs-deleted.ts';
import { purgeDeletedRuns } from './purge-deleted-runs.ts';
import { restoreRuns } from './restore-runs.ts';

const STEPS = 2 * POINTS_PER_STATEMENT + 1;

describe('a run of very many points', () => {
  let test: TestDatabase;
  let runId: string;
  let seriesId: number;
  beforeAll(async () => {
    test = await createTestDatabase();
    await test.database.pool.query(`
      CREATE FUNCTION refuse_many() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM gone) > ${POINTS_PER_STATEMENT} THEN RAISE 'too many points at once'; END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER refuse_many AFTER DELETE ON point REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_many()`);
  });
  afterAll(() => test.drop());

  /** Two series: one of every second step, and one of two points. */
  beforeEach(async () => {
    await test.database.pool.query('TRUNCATE run, point CASCADE');
    const store = createPostgresRecordingStore(test.database);
    const attempt = await store.beginAttempt(newRunStart());
    await store.writePoints(pointBatch(attempt, 'loss', [[0, 1]]));
    await store.writePoints(
      pointBatch(attempt, 'val_nelbo', [
        [8, 1],
        [16, 1],
      ]),
    );
    const { rows } = await test.database.pool.query<{ id: number }>(
      `SELECT id FROM series WHERE run_id = $1 AND name = 'loss'`,
      [attempt.runId],
    );
    ({ runId } = attempt);
    seriesId = rows[0]?.id ?? 0;
    await test.database.pool.query(
      `INSERT INTO point (series_id, step, epoch, revision, value, wall_time)
       SELECT $1, i * 2, 0, 1, 1, now() FROM generate_series(1, ${STEPS - 1}) AS i`,
      [seriesId],
    );
    await test.database.pool.query(`UPDATE run SET status = 'FINISHED' WHERE id = $1`, [runId]);
  });

  const countPoints = () => test.database.prisma.point.count();

  it('is deleted in statements of bounded size, and counted', async () => {
    expect(await deleteRun(test.database, { runId })).toMatchObject({ points: STEPS + 2 });
    expect(await countPoints()).toBe(0);
  });

  it('stays whole when its purge is ended, and can be restored', async () => {
    await markRunsDeleted(test.database, { ids: [runId] });
    const blocker = await test.database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM point WHERE series_id = $1 AND step = $2 FOR UPDATE', [
      seriesId,
      POINTS_PER_STATEMENT * 2 + 2,
    ]);
    const stopping = new AbortController();
    const purging = purgeDeletedRuns(test.database, { olderThanMs: 0, signal: stopping.signal });
    await expect.poll(countWaiting).toBe(1);
    stopping.abort();
    await blocker.query('ROLLBACK');
    blocker.release();
    expect(await purging).toEqual({ runs: 0, bytesFreed: 0 });
    expect(await countPoints()).toBe(STEPS + 2);
    expect(await restoreRuns(test.database, { ids: [runId] })).toEqual([runId]);
  });

  /** Statements of the purge that wait for the row that the test holds. */
  async function countWaiting(): Promise<number> {
    const { rowCount } = await test.database.pool.query(
      `SELECT FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%DELETE FROM point%'`,
    );
    return rowCount ?? 0;
  }
});
