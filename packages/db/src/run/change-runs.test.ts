import { createId, limits } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RUN_CHANNEL } from '../live/channels.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { getRunDetail } from './get-run-detail.ts';
import { moveRuns } from './move-runs.ts';
import { tagRuns } from './tag-runs.ts';
import { updateRunTexts } from './update-run-texts.ts';

describe('what people change of runs', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  async function record(tags: readonly string[] = []): Promise<string> {
    const start = newRunStart();
    await createPostgresRecordingStore(test.database).beginAttempt({
      ...start,
      create: start.create && { ...start.create, tags },
    });
    return start.runId;
  }
  const detailOf = (runId: string) => getRunDetail(test.database, runId);
  const tagsOf = async (runId: string) => (await detailOf(runId)).tags;

  describe('updateRunTexts', () => {
    it('does not overwrite the note that another tab saved meanwhile, nor anything else', async () => {
      const runId = await record();
      await updateRunTexts(test.database, { runId, note: 'first tab', expectedNote: '' });
      const second = { runId, name: 'renamed', note: 'second tab', expectedNote: '' };
      await expect(updateRunTexts(test.database, second)).rejects.toMatchObject({ code: 'EDIT_CONFLICT' });
      expect(await detailOf(runId)).toMatchObject({ name: 'tiny run', note: 'first tab' });
      await updateRunTexts(test.database, { ...second, expectedNote: 'first tab' });
      expect(await detailOf(runId)).toMatchObject({ name: 'renamed', note: 'second tab' });
    });

    it('takes the same note again, sent because an answer was lost', async () => {
      const runId = await record();
      const update = { runId, note: 'once', expectedNote: '' };
      await updateRunTexts(test.database, update);
      await expect(updateRunTexts(test.database, update)).resolves.toBeUndefined();
    });

    it('lets only one of two tabs win that save at once', async () => {
      const runId = await record();
      const saves = await Promise.allSettled(
        ['a', 'b'].map((note) => updateRunTexts(test.database, { runId, note, expectedNote: '' })),
      );
      expect(saves.map((save) => save.status).sort()).toEqual(['fulfilled', 'rejected']);
    });
  });

  describe('tagRuns', () => {
    it('adds and takes away, keeps the order, and leaves out runs that are gone', async () => {
      const [one, other] = [await record(['a', 'b', 'c']), await record()];
      const changed = await tagRuns(test.database, {
        ids: [one, other, createId()],
        add: ['c', 'd', 'd'],
        remove: ['a', 'z'],
      });
      expect(changed).toEqual([one, other].sort());
      expect(await tagsOf(one)).toEqual(['b', 'c', 'd']);
      expect(await tagsOf(other)).toEqual(['c', 'd']);
    });

    it('changes no run when one would have too many tags', async () => {
      const full = await record(Array.from({ length: limits.tagsPerRun }, (_, i) => `t${i}`));
      const other = await record();
      const tagging = { ids: [full, other], add: ['one more'], remove: [] };
      await expect(tagRuns(test.database, tagging)).rejects.toThrow(/would have 51 tags. The most is 50/);
      expect(await tagsOf(other)).toEqual([]);
      await tagRuns(test.database, { ...tagging, remove: ['t0'] });
      expect(await tagsOf(full)).toHaveLength(limits.tagsPerRun);
    });

    it('does not find what is gone altogether', async () => {
      const tagging = { ids: [createId()], add: ['a'], remove: [] };
      await expect(tagRuns(test.database, tagging)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    });
  });

  it('moves runs to an experiment and makes it when it is new', async () => {
    const runs = [await record(), await record()];
    expect(await moveRuns(test.database, { ids: runs, experiment: 'homework' })).toEqual(runs.sort());
    const again = await record();
    await moveRuns(test.database, { ids: [again], experiment: 'homework' });
    for (const runId of [...runs, again]) expect((await detailOf(runId)).experiment).toBe('homework');
    expect(await test.database.prisma.experiment.count({ where: { name: 'homework' } })).toBe(1);
  });

  it('raises the revision of each run and tells live readers, once the change is committed', async () => {
    const runs = [await record(), await record()];
    const client = await test.database.pool.connect();
    const heard: string[] = [];
    client.on('notification', ({ payload }) => heard.push(payload ?? ''));
    try {
      await client.query(`LISTEN ${RUN_CHANNEL}`);
      await tagRuns(test.database, { ids: runs, add: ['a'], remove: [] });
      await client.query('SELECT 1');
    } finally {
      client.release(true);
    }
    const revisions = await Promise.all(runs.map(async (id) => `${id}:${(await detailOf(id)).revision}`));
    expect(heard.sort()).toEqual(revisions.sort());
  });
});
