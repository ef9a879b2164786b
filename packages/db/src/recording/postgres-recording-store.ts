import { LatenError, type RecordingStore } from '@laten/shared';
import type { BlobStore } from '../blob/blob-store.ts';
import { createPostgresBlobStore } from '../blob/postgres-blob-store.ts';
import { wrapConnectionLoss } from '../connection-failure.ts';
import type { Database } from '../database.ts';
import { beat, readRequests } from './beat.ts';
import { beginAttempt } from './begin-attempt.ts';
import { endAttempt } from './end-attempt.ts';
import { writeArtifact } from './write-artifact.ts';
import { writePoints } from './write-points.ts';

/**
 * createPostgresRecordingStore is the RecordingStore of a database. The loss of the database, and whatever else passes,
 * reaches the caller as DatabaseUnreachableError: the same call may be made again, and counts once. Data that Postgres
 * will never take is a LatenError (LIMIT_EXCEEDED); any other failure is thrown as it is, and may pass.
 */
export function createPostgresRecordingStore(
  database: Database,
  blobs: BlobStore = createPostgresBlobStore(database),
): RecordingStore {
  const guard = <T>(work: () => Promise<T>): Promise<T> =>
    wrapConnectionLoss(database.address, () => work().catch(explainRefusedData));
  return {
    beginAttempt: (start) => guard(() => beginAttempt(database, start)),
    writePoints: (batch) => guard(() => writePoints(database, batch)),
    writeArtifact: (artifact) => guard(() => writeArtifact({ database, blobs }, artifact)),
    readRequests: (attempt) => guard(() => readRequests(database, attempt)),
    beat: (heartbeat) => guard(() => beat(database, heartbeat)),
    endAttempt: (end) => guard(() => endAttempt(database, end)),
  };
}

/** SQLSTATE classes 22 (data exception) and 23 (constraint): the same data would be refused again. */
function explainRefusedData(error: unknown): never {
  const state = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^2[23]\w{3}$/.test(state)) throw error;
  throw new LatenError(
    'LIMIT_EXCEEDED',
    `Postgres refuses the data (${state}): ${(error as Error).message}`,
    {
      cause: error,
    },
  );
}
