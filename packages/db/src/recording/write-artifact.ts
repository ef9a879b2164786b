import {
  type Attempt,
  type AttemptArtifact,
  createId,
  LatenError,
  limits,
  type NewArtifact,
  stepsToRetire,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import type { BlobStore, StoredBlob } from '../blob/blob-store.ts';
import { sweepBlobs } from '../blob/delete-unreferenced-blobs.ts';
import type { Database } from '../database.ts';
import { inTransaction, WRITE_WITHIN_MS } from '../transaction.ts';
import { lockCurrentRun, notifyRun } from './run-row.ts';

/** WriteArtifactPorts are the row store and the byte store. */
export type WriteArtifactPorts = { readonly database: Database; readonly blobs: BlobStore };

const FOREIGN_KEY_VIOLATION = '23503';
const MOST_TRIES = 3;

/**
 * writeArtifact stores the bytes, then the row that names them, then lets go what its retention rule lets go. The same
 * bytes under the same name and step change nothing; other bytes of the current attempt replace the old ones.
 */
export async function writeArtifact(
  { database, blobs }: WriteArtifactPorts,
  { artifact, ...attempt }: AttemptArtifact,
): Promise<{ id: string }> {
  checkArtifact(artifact);
  for (let tries = 1; ; tries++) {
    const blob = await blobs.put(artifact.bytes);
    try {
      const { id, released } = await recordArtifact(database, { attempt, artifact, blob });
      await sweepBlobs(database, released);
      return { id };
    } catch (error) {
      // Between the two writes the last other artifact with these bytes was deleted, and the bytes with it: store them again.
      const bytesAreGone = error instanceof Error && 'code' in error && error.code === FOREIGN_KEY_VIOLATION;
      if (!bytesAreGone || tries === MOST_TRIES) throw error;
    }
  }
}

type ArtifactRecord = {
  readonly attempt: Attempt;
  readonly artifact: NewArtifact;
  readonly blob: StoredBlob;
};

/** Returns the checksums whose artifacts went, so that their bytes can go too. */
async function recordArtifact(
  database: Database,
  { attempt, artifact, blob }: ArtifactRecord,
): Promise<{ id: string; released: string[] }> {
  const record = async (client: PoolClient) => {
    const run = await lockCurrentRun(client, attempt);
    const stored = await findStored(client, attempt.runId, artifact);
    if (stored?.sha256 === blob.sha256) return { id: stored.id, released: [] };
    const id = stored?.id ?? createId();
    const revision = run.revision + 1;
    await upsertArtifact(client, { id, revision, attempt, artifact, blob });
    await client.query('UPDATE run SET revision = $2 WHERE id = $1', [attempt.runId, revision]);
    const retired = await retireArtifacts(client, attempt.runId, artifact);
    await notifyRun(client, attempt.runId, revision);
    return { id, released: stored ? [stored.sha256, ...retired] : retired };
  };
  return inTransaction(database.pool, record, { withinMs: WRITE_WITHIN_MS });
}

async function findStored(client: PoolClient, runId: string, { name, step }: NewArtifact) {
  const { rows } = await client.query<{ id: string; sha256: string }>(
    'SELECT id, sha256 FROM artifact WHERE run_id = $1 AND name = $2 AND COALESCE(step, -1) = COALESCE($3::int, -1)',
    [runId, name, step],
  );
  return rows[0];
}

async function upsertArtifact(
  client: PoolClient,
  { id, revision, attempt, artifact, blob }: ArtifactRecord & { id: string; revision: number },
): Promise<void> {
  await client.query(
    `INSERT INTO artifact (id, run_id, attempt, revision, name, kind, step, epoch, media_type, sha256, size_bytes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (id) DO UPDATE SET attempt = $3, revision = $4, kind = $6, epoch = $8, media_type = $9,
       sha256 = $10, size_bytes = $11, created_at = now()`,
    [
      id,
      attempt.runId,
      attempt.attempt,
      revision,
      artifact.name,
      artifact.kind,
      artifact.step,
      artifact.epoch,
      artifact.mediaType,
      blob.sha256,
      blob.sizeBytes,
    ],
  );
}

async function retireArtifacts(client: PoolClient, runId: string, artifact: NewArtifact): Promise<string[]> {
  if (!artifact.retention) return [];
  const stored = await client.query<{ step: number }>(
    'SELECT step FROM artifact WHERE run_id = $1 AND name = $2 AND step IS NOT NULL',
    [runId, artifact.name],
  );
  const steps = stepsToRetire(
    stored.rows.map((row) => row.step),
    artifact.retention,
  );
  if (steps.length === 0) return [];
  const { rows } = await client.query<{ sha256: string }>(
    'DELETE FROM artifact WHERE run_id = $1 AND name = $2 AND step = ANY ($3) RETURNING sha256',
    [runId, artifact.name, steps],
  );
  return rows.map((row) => row.sha256);
}

function checkArtifact({ name, step }: NewArtifact): void {
  if (name.length === 0 || name.length > limits.artifactNameLength) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `The artifact name "${name}" has ${name.length} characters. The least is 1, the most ${limits.artifactNameLength}.`,
    );
  }
  if (step !== null && (!Number.isInteger(step) || step < 0 || step > limits.step)) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `Step ${step} is refused: a whole number from 0 to ${limits.step}.`,
    );
  }
}
