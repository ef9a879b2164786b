import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSweep } from '../sweep/create-sweep.ts';
import { getSweep } from '../sweep/get-sweep.ts';
import { updateSweepTexts } from '../sweep/update-sweep-texts.ts';
import { createTestDatabase, newSweep, type TestDatabase } from '../testing/index.ts';
import { beginTrial, endTrial } from '../testing/run-trials.ts';
import { type Change, RUN_CHANNEL, readChange, SWEEP_CHANNEL, TOPIC_CHANNEL } from './channels.ts';
import { listenForChanges } from './listen-for-changes.ts';
import { notifyTopic } from './notify-topic.ts';

const runId = '1m86ammtb54b67bx';

describe('readChange', () => {
  it.each<[string, string, Change | null]>([
    [RUN_CHANNEL, `${runId}:17`, { type: 'run', runId, revision: 17 }],
    [RUN_CHANNEL, 'end', null],
    [RUN_CHANNEL, `${runId}:`, null],
    [RUN_CHANNEL, `../${runId}:1`, null],
    [SWEEP_CHANNEL, `${runId}:3`, { type: 'sweep', sweepId: runId, revision: 3 }],
    [SWEEP_CHANNEL, 'workers', null],
    [TOPIC_CHANNEL, 'workers', { type: 'topic', topic: 'workers' }],
    [TOPIC_CHANNEL, 'weather', null],
    ['other', `${runId}:17`, null],
  ])('%s "%s"', (channel, payload, change) => expect(readChange(channel, payload)).toEqual(change));
});

describe('listenForChanges', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const listen = (url = test.url, checkIntervalMs?: number) => {
    const heard = { onChange: vi.fn(), onUp: vi.fn(), onDown: vi.fn() };
    return { ...heard, ...listenForChanges({ url, checkIntervalMs, ...heard }) };
  };
  const cut = async (): Promise<void> => {
    await test.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'laten-live'`,
    );
  };
  const notifyRun = (revision: number) =>
    test.database.pool.query('SELECT pg_notify($1, $2)', [RUN_CHANNEL, `${runId}:${revision}`]);

  it('hears runs and topics, from `onUp` on', async () => {
    const { onChange, onUp, onDown, close } = listen();
    await expect.poll(() => onUp).toHaveBeenCalledTimes(1);
    await notifyRun(3);
    await notifyTopic(test.database.pool, 'experiments');
    await expect
      .poll(() => onChange.mock.calls)
      .toEqual([[{ type: 'run', runId, revision: 3 }], [{ type: 'topic', topic: 'experiments' }]]);
    await close();
    expect(onDown).not.toHaveBeenCalled();
  });

  it("hears of a sweep's changes and of its trials' states, and nothing of their points", async () => {
    const { onChange, onUp, close } = listen();
    await expect.poll(() => onUp).toHaveBeenCalledTimes(1);
    const { database } = test;
    const { id: sweepId } = await createSweep(database, newSweep());
    await endTrial(database, await beginTrial(database), { value: 1 });
    await updateSweepTexts(database, { sweepId, note: 'end' });
    const last = (await getSweep(database, sweepId)).revision;
    const ofSweep = () =>
      onChange.mock.calls.map(([change]) => change as Change).filter(({ type }) => type === 'sweep');
    await expect.poll(() => ofSweep().at(-1)).toEqual({ type: 'sweep', sweepId, revision: last });
    // It was made, a trial began, it ended, and the note was written.
    expect(ofSweep()).toHaveLength(4);
    await close();
  });

  it('says that it is down when the connection is cut, and listens again by itself', async () => {
    const { onChange, onUp, onDown, close } = listen();
    for (let cuts = 1; cuts <= 2; cuts += 1) {
      await expect.poll(() => onUp).toHaveBeenCalledTimes(cuts);
      await cut();
      await expect.poll(() => onDown).toHaveBeenCalledTimes(cuts);
    }
    await expect.poll(() => onUp).toHaveBeenCalledTimes(3);
    await notifyRun(4);
    await expect.poll(() => onChange).toHaveBeenCalledWith({ type: 'run', runId, revision: 4 });
    await close();
  });

  it('says once that there is no database, and closes while it tries', async () => {
    const { onUp, onDown, close } = listen('postgresql://laten@127.0.0.1:1/laten_test');
    await expect.poll(() => onDown).toHaveBeenCalledTimes(1);
    await close();
    expect(onUp).not.toHaveBeenCalled();
    expect(onDown).toHaveBeenCalledTimes(1);
  });

  it('leaves no connection behind, even when it is closed at once', async () => {
    await listen().close();
    const countListeners = async () => {
      const { rowCount } = await test.database.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'laten-live'`,
      );
      return rowCount;
    };
    await expect.poll(countListeners).toBe(0);
  });
});
