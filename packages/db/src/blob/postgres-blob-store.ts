import { createHash } from 'node:crypto';
import { LatenError, limits } from '@laten/shared';
import type { Pool, PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { BlobDamagedError } from '../errors.ts';
import { inTransaction } from '../transaction.ts';
import type { BlobStore, StoredBlob } from './blob-store.ts';

/** createPostgresBlobStore keeps blobs in chunks, read and written one at a time, so that none must fit into one message. */
export function createPostgresBlobStore({ pool }: Pick<Database, 'pool'>): BlobStore {
  return { put: (bytes) => putBlob(pool, bytes), get: (sha256) => getBlob(pool, sha256) };
}

async function putBlob(pool: Pool, bytes: Uint8Array): Promise<StoredBlob> {
  if (bytes.byteLength > limits.blobBytes) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `A file of ${bytes.byteLength} bytes is refused. The most is ${limits.blobBytes} bytes.`,
    );
  }
  const blob = { sha256: sha256Of(bytes), sizeBytes: bytes.byteLength };
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      'INSERT INTO blob (sha256, size_bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [blob.sha256, blob.sizeBytes],
    );
    if (rowCount === 1) await insertChunks(client, blob.sha256, bytes);
  });
  return blob;
}

async function insertChunks(client: PoolClient, sha256: string, bytes: Uint8Array): Promise<void> {
  for (let chunk = 0; chunk * limits.blobChunkBytes < bytes.byteLength; chunk++) {
    const start = chunk * limits.blobChunkBytes;
    const part = bytes.subarray(start, start + limits.blobChunkBytes);
    await client.query('INSERT INTO blob_chunk (sha256, chunk_index, bytes) VALUES ($1, $2, $3)', [
      sha256,
      chunk,
      Buffer.from(part.buffer, part.byteOffset, part.byteLength),
    ]);
  }
}

async function getBlob(pool: Pool, sha256: string): Promise<Uint8Array | null> {
  const blob = await pool.query<{ sizeBytes: number }>(
    'SELECT size_bytes::float8 AS "sizeBytes" FROM blob WHERE sha256 = $1',
    [sha256],
  );
  const sizeBytes = blob.rows[0]?.sizeBytes;
  if (sizeBytes === undefined) return null;
  const bytes = new Uint8Array(sizeBytes);
  for (let chunk = 0; chunk * limits.blobChunkBytes < sizeBytes; chunk++) {
    const part = await readChunk(pool, sha256, chunk);
    const start = chunk * limits.blobChunkBytes;
    if (!part || start + part.byteLength > sizeBytes) throw new BlobDamagedError(sha256);
    bytes.set(part, start);
  }
  if (sha256Of(bytes) !== sha256) throw new BlobDamagedError(sha256);
  return bytes;
}

async function readChunk(pool: Pool, sha256: string, chunk: number): Promise<Buffer | undefined> {
  const { rows } = await pool.query<{ bytes: Buffer }>(
    'SELECT bytes FROM blob_chunk WHERE sha256 = $1 AND chunk_index = $2',
    [sha256, chunk],
  );
  return rows[0]?.bytes;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
