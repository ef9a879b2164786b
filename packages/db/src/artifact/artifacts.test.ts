import { createId, RANKING_METRIC } from '@laten/shared';
import { newRunStart, pointBatch, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { findCheckpoint } from './find-checkpoint.ts';
import { listArtifacts } from './list-artifacts.ts';
import { readArtifact } from './read-artifact.ts';

describe('artifacts', () => {
  let test: TestDatabase;
  let runId: string;
  beforeAll(async () => {
    test = await createTestDatabase();
    const store = createPostgresRecordingStore(test.database);
    const attempt = await store.beginAttempt(newRunStart());
    runId = attempt.runId;
    for (const step of [30, 10, 20]) {
      const artifact = textArtifact('checkpoint', `weights ${step}`, {
        kind: 'checkpoint',
        step,
        epoch: step / 10,
      });
      await store.writeArtifact({ ...attempt, artifact });
    }
    await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'lines', { kind: 'log' }) });
    await store.writePoints(
      pointBatch(attempt, RANKING_METRIC, [
        [10, 5],
        [20, 3],
        [30, 4],
      ]),
    );
  });
  afterAll(() => test.drop());

  it('lists them by step, those without a step first, narrowed by kind', async () => {
    const all = await listArtifacts(test.database, { runId });
    expect(all.map(({ name, step, attempt, sizeBytes }) => [name, step, attempt, sizeBytes])).toEqual([
      ['log', null, 1, 5],
      ['checkpoint', 10, 1, 10],
      ['checkpoint', 20, 1, 10],
      ['checkpoint', 30, 1, 10],
    ]);
    expect(await listArtifacts(test.database, { runId, kind: 'log' })).toEqual([all[0]]);
    expect(await listArtifacts(test.database, { runId: createId() })).toEqual([]);
  });

  it('reads one by its id, and nothing for text that is no id', async () => {
    const [log] = await listArtifacts(test.database, { runId, name: 'log' });
    const file = await readArtifact(test.database, { id: log?.id ?? '' });
    expect(file?.artifact).toEqual(log);
    expect(new TextDecoder().decode(file?.bytes)).toBe('lines');
    expect(await readArtifact(test.database, { id: createId() })).toBeNull();
    expect(await readArtifact(test.database, { id: "' OR 1=1" })).toBeNull();
  });

  it('finds the newest checkpoint, the newest up to a step, and the best', async () => {
    const find = async (query: object) =>
      (await findCheckpoint(test.database, { runId, which: 'latest', ...query }))?.step ?? null;
    expect(await find({})).toBe(30);
    expect(await find({ throughStep: 29 })).toBe(20);
    expect(await find({ throughStep: 9 })).toBeNull();
    expect(await find({ which: 'best' })).toBe(20);
    expect(await find({ runId: createId(), which: 'best' })).toBeNull();
  });
});
