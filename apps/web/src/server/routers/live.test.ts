import { createPostgresRecordingStore, listenForChanges, notifyTopic } from '@laten/db/rows';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../live/live-event.ts';
import { testContext } from '../../testing/test-context.ts';
import { createChangeFeed } from '../live/change-feed.ts';
import { createCaller } from '../root.ts';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

async function listen(url = testDatabase.url) {
  const feed = createChangeFeed({ listen: (listener) => listenForChanges({ url, ...listener }) });
  const leaving = new AbortController();
  const caller = createCaller(
    testContext(() => testDatabase.database, { getChangeFeed: () => feed }),
    { signal: leaving.signal },
  );
  const events = (await caller.live.changes())[Symbol.asyncIterator]();
  const next = async (): Promise<LiveEvent | undefined> => (await events.next()).value ?? undefined;
  return { next, leave: () => leaving.abort() };
}

describe('live.changes', () => {
  it('says hello, then what changes: the experiments, a run whose points were written, a topic', async () => {
    const { next, leave } = await listen();
    expect(await next()).toEqual({ type: 'hello' });
    const store = createPostgresRecordingStore(testDatabase.database);
    const attempt = await store.beginAttempt(newRunStart());
    expect(await next()).toEqual({ type: 'topic', topic: 'experiments' });
    expect(await next()).toMatchObject({ type: 'run', runId: attempt.runId });
    const { revision } = await store.writePoints({ ...pointBatch(attempt, 'loss', [[1, 5]]), notify: true });
    expect(await next()).toEqual({ type: 'run', runId: attempt.runId, revision });
    await notifyTopic(testDatabase.database.pool, 'workers');
    expect(await next()).toEqual({ type: 'topic', topic: 'workers' });
    leave();
    expect(await next()).toBeUndefined();
  });

  it('says that the database is away, and hello when it is back', async () => {
    const { next, leave } = await listen();
    expect(await next()).toEqual({ type: 'hello' });
    const { rowCount } = await testDatabase.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'laten-live'`,
    );
    expect(rowCount).toBe(1);
    expect(await next()).toEqual({ type: 'away' });
    expect(await next()).toEqual({ type: 'hello' });
    leave();
    await next();
  });

  it('opens though there is no database, and says that it is away', async () => {
    const { next, leave } = await listen('postgresql://laten@127.0.0.1:1/laten_test');
    expect(await next()).toEqual({ type: 'away' });
    leave();
    await next();
  });

  it('answers nobody who is not allowed', async () => {
    const stranger = createCaller({
      ...testContext(() => testDatabase.database),
      actor: { kind: 'stranger' as 'local' },
    });
    await expect(stranger.live.changes()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
