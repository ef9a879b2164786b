import { isLatenError } from '../errors.ts';
import { createId } from '../ids.ts';
import type { RecordingStore } from './recording-store.ts';
import type { SpoolRecord } from './run-recorder.ts';

/** replaySpool writes what an ended process left behind. Points of a superseded attempt are dropped; the count is returned. */
export async function replaySpool(
  store: RecordingStore,
  record: SpoolRecord,
): Promise<{ writtenPoints: number; droppedPoints: number }> {
  let writtenPoints = 0;
  let droppedPoints = 0;
  const batches = record.operations.filter((operation) => operation.kind === 'points');
  try {
    for (const operation of record.operations) {
      if (operation.kind === 'artifact') {
        await store.writeArtifact({ ...record.attempt, artifact: operation.artifact });
      } else {
        await store.writePoints(
          operation.points.toBatch({ ...record.attempt, id: createId(), notify: true }),
        );
        writtenPoints += operation.points.length;
      }
    }
    await store.endAttempt({ ...record.attempt, outcome: record.outcome });
  } catch (error) {
    if (!isLatenError(error) || error.code !== 'RUN_STALE_ATTEMPT') throw error;
    droppedPoints = batches.reduce((sum, operation) => sum + operation.points.length, 0) - writtenPoints;
  }
  return { writtenPoints, droppedPoints };
}
