import { limits, RunNotFoundError } from '@laten/shared';
import type { Pool } from 'pg';
import type { Database } from '../database.ts';
import { BlobDamagedError } from '../errors.ts';

/** LogPart is the text of a run's log from a byte on. */
export type LogPart = {
  readonly text: string;
  /** How the log begins. One that begins otherwise is another text: a log at its limit loses its oldest lines. */
  readonly head: string;
  /** Where this part begins: 0 when the log has become shorter than what was asked for, and is to be read anew. */
  readonly fromByte: number;
  /** Where the next part begins: ask from there for what comes later. */
  readonly nextByte: number;
  /** Size of the whole log as it is stored now; more than nextByte when this part is not the last. */
  readonly sizeBytes: number;
  /** When the log was stored; null while there is none. */
  readonly updatedAt: Date | null;
};

/** Enough for the time of a first line, or for how many older lines have been dropped. */
const HEAD_BYTES = 64;

/** ReadLogQuery asks for a log from a byte on. */
export type ReadLogQuery = {
  readonly runId: string;
  /** (Default: 0.) Beyond the end of a log that has become shorter, the part begins at 0 again. */
  readonly fromByte?: number;
};

/**
 * readLog returns the text of a run's log from a byte on, at most `limits.logPartBytes` of it, and never half a
 * character. Only these bytes are read. Throws RunNotFoundError, or BlobDamagedError when a part of it is missing.
 */
export async function readLog(
  { pool }: Pick<Database, 'pool'>,
  { runId, fromByte = 0 }: ReadLogQuery,
): Promise<LogPart> {
  const log = await findLog(pool, runId);
  if (log.sha256 === null)
    return { text: '', head: '', fromByte: 0, nextByte: 0, sizeBytes: 0, updatedAt: null };
  const { sha256, sizeBytes, updatedAt } = log;
  const start = fromByte > sizeBytes ? 0 : fromByte;
  const end = Math.min(start + limits.logPartBytes, sizeBytes);
  const [bytes, head] = await Promise.all([
    readBytes(pool, { sha256, start, end }),
    readBytes(pool, { sha256, start: 0, end: Math.min(HEAD_BYTES, sizeBytes) }),
  ]);
  const whole = bytes.subarray(0, end < sizeBytes ? wholeCharacters(bytes) : bytes.length);
  return {
    text: whole.toString('utf8'),
    head: head.subarray(0, wholeCharacters(head)).toString('utf8'),
    fromByte: start,
    nextByte: start + whole.length,
    sizeBytes,
    updatedAt,
  };
}

/** wholeCharacters returns how many of these bytes of UTF-8 remain when a last, cut character is left out. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let length = bytes.length; length > Math.max(0, bytes.length - 4); length--) {
    const byte = bytes[length - 1] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length - 1 + size <= bytes.length ? bytes.length : length - 1;
  }
  return bytes.length;
}

type StoredLog =
  | { readonly sha256: string; readonly sizeBytes: number; readonly updatedAt: Date }
  | { readonly sha256: null };

async function findLog(pool: Pool, runId: string): Promise<StoredLog> {
  const { rows } = await pool.query<StoredLog>(
    `SELECT log.sha256, log.size_bytes::float8 AS "sizeBytes", log.created_at AS "updatedAt"
     FROM run LEFT JOIN artifact AS log ON log.run_id = run.id AND log.kind = 'log'
     WHERE run.id = $1 AND run.deleted_at IS NULL
     ORDER BY log.created_at DESC NULLS LAST LIMIT 1`,
    [runId],
  );
  if (!rows[0]) throw new RunNotFoundError(runId);
  return rows[0];
}

async function readBytes(
  pool: Pool,
  { sha256, start, end }: { sha256: string; start: number; end: number },
): Promise<Buffer> {
  const { rows } = await pool.query<{ bytes: Buffer }>(
    `SELECT substring(bytes
       FROM GREATEST($2::int - chunk_index * $4::int, 0) + 1
       FOR LEAST($3::int - chunk_index * $4::int, $4::int) - GREATEST($2::int - chunk_index * $4::int, 0)) AS bytes
     FROM blob_chunk
     WHERE sha256 = $1 AND chunk_index BETWEEN $2::int / $4::int AND ($3::int - 1) / $4::int
     ORDER BY chunk_index`,
    [sha256, start, end, limits.blobChunkBytes],
  );
  const whole = Buffer.concat(rows.map((row) => row.bytes));
  // Whoever reads on would ask for what is missing again and again.
  if (whole.byteLength !== end - start) throw new BlobDamagedError(sha256);
  return whole;
}
