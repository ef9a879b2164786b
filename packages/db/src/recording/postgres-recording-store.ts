import type { RecordingStore } from '@laten/shared';
import type { BlobStore } from '../blob/blob-store.ts';
import { createPostgresBlobStore } from '../blob/postgres-blob-store.ts';
import { wrapConnectionLoss } from '../connection-failure.ts';
import type { Database } from '../database.ts';
import { beat } from './beat.ts';
import { beginAttempt } from './begin-attempt.ts';
import { endAttempt } from './end-attempt.ts';
import { writeArtifact } from './write-artifact.ts';
import { writePoints } from './write-points.ts';

/**
 * createPostgresRecordingStore is the RecordingStore of a database. The loss of the database, and whatever else passes,
 * reaches the caller as DatabaseUnreachableError: the same call may be made again, and counts once.
 */
export function createPostgresRecordingStore(
  database: Database,
  blobs: BlobStore = createPostgresBlobStore(database),
): RecordingStore {
  const guard = <T>(work: () => Promise<T>): Promise<T> => wrapConnectionLoss(database.address, work);
  return {
    beginAttempt: (start) => guard(() => beginAttempt(database, start)),
    writePoints: (batch) => guard(() => writePoints(database, batch)),
    writeArtifact: (artifact) => guard(() => writeArtifact({ database, blobs }, artifact)),
    beat: (heartbeat) => guard(() => beat(database, heartbeat)),
    endAttempt: (end) => guard(() => endAttempt(database, end)),
  };
}
