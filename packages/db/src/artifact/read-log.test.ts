import { createId, limits } from '@laten/shared';
import { newRunStart, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type LogPart, readLog, wholeCharacters } from './read-log.ts';

describe('readLog', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const begin = () => createPostgresRecordingStore(test.database).beginAttempt(newRunStart());
  const store = (attempt: Awaited<ReturnType<typeof begin>>, text: string) =>
    createPostgresRecordingStore(test.database).writeArtifact({
      ...attempt,
      artifact: textArtifact('run.log', text, { kind: 'log' }),
    });

  it('reads what is new, and from the start when the log has become shorter', async () => {
    const attempt = await begin();
    const { runId } = attempt;
    expect(await readLog(test.database, { runId })).toEqual({
      text: '',
      head: '',
      fromByte: 0,
      nextByte: 0,
      sizeBytes: 0,
      updatedAt: null,
    });
    await store(attempt, 'épochs 1\n');
    const first = await readLog(test.database, { runId });
    expect(first).toMatchObject({ text: 'épochs 1\n', head: 'épochs 1\n', nextByte: 10, sizeBytes: 10 });
    expect(first.updatedAt).toBeInstanceOf(Date);
    await store(attempt, 'épochs 1\nepoch 2\n');
    const second = await readLog(test.database, { runId, fromByte: first.nextByte });
    expect(second).toMatchObject({ text: 'epoch 2\n', fromByte: 10, nextByte: 18 });
    expect(await readLog(test.database, { runId, fromByte: 18 })).toMatchObject({ text: '', nextByte: 18 });
    await store(attempt, 'anew\n');
    expect(await readLog(test.database, { runId, fromByte: 18 })).toMatchObject({
      text: 'anew\n',
      fromByte: 0,
      nextByte: 5,
    });
  });

  it('reads a long log in parts that join to the whole, across chunks and within no character', async () => {
    const attempt = await begin();
    const line = 'step 1234 · loss 262,5 · β 4 · 😀 ok\n';
    const text = line.repeat(Math.ceil((limits.blobChunkBytes + limits.logPartBytes) / line.length));
    await store(attempt, text);
    const parts: LogPart[] = [];
    let fromByte = 0;
    do {
      const part = await readLog(test.database, { runId: attempt.runId, fromByte });
      parts.push(part);
      fromByte = part.nextByte;
    } while (fromByte < (parts.at(-1)?.sizeBytes ?? 0));
    expect(parts.length).toBeGreaterThan(9);
    expect(parts.map((part) => part.text).join('') === text).toBe(true);
    expect(Math.max(...parts.map((part) => part.nextByte - part.fromByte))).toBeLessThanOrEqual(
      limits.logPartBytes,
    );
  });

  it('tells by its head that a log has lost its oldest lines, from whatever byte it is read', async () => {
    const attempt = await begin();
    const lines = Array.from({ length: 20 }, (_, i) => `2026-11-24T10:00:00.000Z  épochs ${i}\n`);
    await store(attempt, lines.slice(0, 10).join(''));
    const { head, nextByte } = await readLog(test.database, attempt);
    expect(Buffer.byteLength(head)).toBeLessThanOrEqual(64);
    await store(attempt, lines.slice(0, 12).join(''));
    expect(await readLog(test.database, { ...attempt, fromByte: nextByte })).toMatchObject({ head });
    await store(attempt, ['(2 older lines dropped)\n', ...lines.slice(2)].join(''));
    const part = await readLog(test.database, { ...attempt, fromByte: nextByte });
    expect(part).toMatchObject({ fromByte: nextByte, head: expect.stringMatching(/^\(2 older lines/) });
  });

  it('says that a log is damaged of which a part is missing', async () => {
    const attempt = await begin();
    await store(attempt, 'a log that lost its only part\n');
    await test.database.pool.query(
      `DELETE FROM blob_chunk USING artifact
       WHERE blob_chunk.sha256 = artifact.sha256 AND artifact.run_id = $1`,
      [attempt.runId],
    );
    await expect(readLog(test.database, attempt)).rejects.toMatchObject({ code: 'ARTIFACT_DAMAGED' });
  });

  it('does not find the log of an unknown run', async () => {
    await expect(readLog(test.database, { runId: createId() })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    });
  });
});

describe('wholeCharacters', () => {
  it.each([
    [[], 0],
    [[0x61], 1],
    [[0x61, 0xc3], 1],
    [[0x61, 0xc3, 0xa9], 3],
    [[0xe2, 0x82], 0],
    [[0x61, 0xf0, 0x9f, 0x98], 1],
    [[0x61, 0xf0, 0x9f, 0x98, 0x80], 5],
  ])('%j', (bytes, whole) => expect(wholeCharacters(Uint8Array.from(bytes))).toBe(whole));
});
