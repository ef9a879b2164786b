import { limits } from '@laten/shared';
import { newRunStart, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { createPostgresRecordingStore } from './postgres-recording-store.ts';

describe('writeArtifact', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  const begin = async () => {
    const store = createPostgresRecordingStore(test.database);
    return { store, attempt: await store.beginAttempt(newRunStart()) };
  };
  const getRevision = async (runId: string) =>
    (await test.database.prisma.run.findUniqueOrThrow({ where: { id: runId } })).revision;

  it('changes nothing for the same bytes, and keeps the id when other bytes replace them', async () => {
    const { store, attempt } = await begin();
    const first = await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'one') });
    const revision = await getRevision(attempt.runId);
    expect(await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'one') })).toEqual(first);
    expect(await getRevision(attempt.runId)).toBe(revision);
    expect(await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'two') })).toEqual(first);
    expect(await getRevision(attempt.runId)).toBe(revision + 1);
  });

  it('frees the bytes that were replaced or retired, unless someone else stores the same', async () => {
    const { store, attempt } = await begin();
    const other = await begin();
    const countBlobs = () => test.database.prisma.blob.count();
    const before = await countBlobs();
    await other.store.writeArtifact({ ...other.attempt, artifact: textArtifact('log', 'shared') });
    await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'shared') });
    await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'mine') });
    expect(await countBlobs()).toBe(before + 2);
    await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'mine, changed') });
    expect(await countBlobs()).toBe(before + 2);
    const retention = { rule: 'last', keep: 1, bestStep: null } as const;
    for (const step of [1, 2, 3]) {
      await store.writeArtifact({
        ...attempt,
        artifact: textArtifact('weights', `w${step}`, { step, retention }),
      });
    }
    expect(await countBlobs()).toBe(before + 3);
  });

  it('refuses a name that is too long and a step that is none', async () => {
    const { store, attempt } = await begin();
    const write = (name: string, step: number | null) =>
      store.writeArtifact({ ...attempt, artifact: textArtifact(name, 'x', { step }) });
    await expect(write('n'.repeat(limits.artifactNameLength + 1), null)).rejects.toThrow(
      /201 characters.*most 200/,
    );
    await expect(write('ok', 1.5)).rejects.toThrow(/Step 1.5 is refused/);
  });
});
