import { createHash, randomBytes } from 'node:crypto';
import { limits } from '@laten/shared';
import { newRunStart, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import type { BlobStore } from './blob-store.ts';
import { deleteUnreferencedBlobs } from './delete-unreferenced-blobs.ts';
import { createPostgresBlobStore } from './postgres-blob-store.ts';

describe('the blob store on Postgres', () => {
  let test: TestDatabase;
  let blobs: BlobStore;
  beforeAll(async () => {
    test = await createTestDatabase();
    blobs = createPostgresBlobStore(test.database);
  });
  afterAll(() => test.drop());

  it.each([0, 1, limits.blobChunkBytes, 2 * limits.blobChunkBytes + 5])(
    'gives back %i bytes as they were',
    async (size) => {
      const bytes = new Uint8Array(randomBytes(size));
      const stored = await blobs.put(bytes);
      expect(stored).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: size });
      const read = await blobs.get(stored.sha256);
      expect(read && Buffer.compare(read, bytes)).toBe(0);
      const chunks = await test.database.prisma.blobChunk.count({ where: { sha256: stored.sha256 } });
      expect(chunks).toBe(Math.ceil(size / limits.blobChunkBytes));
    },
  );

  it('stores part of a larger buffer, not the whole of it', async () => {
    const whole = new TextEncoder().encode('before|this|after');
    const { sha256 } = await blobs.put(whole.subarray(7, 11));
    expect(new TextDecoder().decode((await blobs.get(sha256)) ?? undefined)).toBe('this');
  });

  it('stores equal bytes once, also when two do so at the same moment', async () => {
    const bytes = new Uint8Array(randomBytes(100_000));
    const stored = await Promise.all([blobs.put(bytes), blobs.put(bytes), blobs.put(bytes)]);
    expect(new Set(stored.map((blob) => blob.sha256)).size).toBe(1);
    expect(await test.database.prisma.blobChunk.count({ where: { sha256: stored[0].sha256 } })).toBe(1);
  });

  it('returns null for a checksum that it does not have', async () => {
    expect(await blobs.get('0'.repeat(64))).toBeNull();
  });

  it.each([
    ['changed', "UPDATE blob_chunk SET bytes = '\\x00' WHERE sha256 = $1"],
    ['missing', 'DELETE FROM blob_chunk WHERE sha256 = $1'],
    ['too long', "UPDATE blob_chunk SET bytes = bytes || '\\x00'::bytea WHERE sha256 = $1"],
  ])('names bytes that are %s', async (_how, damage) => {
    const { sha256 } = await blobs.put(new Uint8Array(randomBytes(10)));
    await test.database.pool.query(damage, [sha256]);
    await expect(blobs.get(sha256)).rejects.toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      message: expect.stringContaining(sha256),
    });
  });

  it('stores the bytes of an artifact again when a sweep takes them in the moment before they get their name', async () => {
    let puts = 0;
    const swept: BlobStore = {
      ...blobs,
      put: async (bytes) => {
        const stored = await blobs.put(bytes);
        puts += 1;
        if (puts === 1) await deleteUnreferencedBlobs(test.database, { among: [stored.sha256] });
        return stored;
      },
    };
    const store = createPostgresRecordingStore(test.database, swept);
    const attempt = await store.beginAttempt(newRunStart());
    const artifact = textArtifact('notes', 'swept away');
    await store.writeArtifact({ ...attempt, artifact });
    expect(puts).toBe(2);
    const row = await test.database.prisma.artifact.findFirstOrThrow({ where: { runId: attempt.runId } });
    expect(new TextDecoder().decode((await blobs.get(row.sha256)) ?? undefined)).toBe('swept away');
  });
});

describe('deleteUnreferencedBlobs', () => {
  it('spares what is named and what is young, and counts what it frees', async () => {
    const test = await createTestDatabase();
    const blobs = createPostgresBlobStore(test.database);
    const store = createPostgresRecordingStore(test.database, blobs);
    const attempt = await store.beginAttempt(newRunStart());
    await store.writeArtifact({ ...attempt, artifact: textArtifact('kept', 'named') });
    const [old, young] = [await blobs.put(new Uint8Array(700)), await blobs.put(new Uint8Array(5))];
    await test.database.pool.query(
      "UPDATE blob SET created_at = now() - interval '2 hours' WHERE sha256 <> $1",
      [young.sha256],
    );
    expect(await deleteUnreferencedBlobs(test.database)).toEqual({ count: 1, bytes: 700 });
    expect(await blobs.get(old.sha256)).toBeNull();
    expect(await blobs.get(young.sha256)).not.toBeNull();
    expect(await test.database.prisma.blob.count()).toBe(2);
    await test.drop();
  });
});
