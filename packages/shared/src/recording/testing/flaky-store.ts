import { LatenError } from '../../errors.ts';
import { systemClock } from '../clock.ts';
import { InMemoryRecordingStore } from '../in-memory-store.ts';
import type { PointBatch, RecordingStore } from '../recording-store.ts';

/** FlakyStore is a store that can go away, hang and come back, and keeps what was sent to it. */
export type FlakyStore = {
  readonly inner: InMemoryRecordingStore;
  readonly store: RecordingStore;
  /** Batches and names of artifacts, in the order in which the store took them. */
  readonly batches: readonly PointBatch[];
  readonly artifactNames: readonly string[];
  /** `hangs` answers nothing until the mode changes, and then as the new mode does. */
  setMode(mode: 'there' | 'away' | 'hangs'): void;
};

/** createFlakyStore returns a store that is there, and takes a while to answer. */
export function createFlakyStore({ latencyMs }: { latencyMs: number }): FlakyStore {
  const inner = new InMemoryRecordingStore();
  const batches: PointBatch[] = [];
  const artifactNames: string[] = [];
  let mode: Parameters<FlakyStore['setMode']>[0] = 'there';
  let hanging: (() => void)[] = [];
  const guard = async <T>(use: () => Promise<T>): Promise<T> => {
    while (mode === 'hangs') await new Promise<void>((resolve) => hanging.push(resolve));
    if (latencyMs > 0) await systemClock.sleep(latencyMs);
    if (mode === 'away') throw new LatenError('DATABASE_UNREACHABLE', 'connection refused');
    return use();
  };
  const store: RecordingStore = {
    beginAttempt: (start) => guard(() => inner.beginAttempt(start)),
    writePoints: (batch) =>
      guard(async () => {
        const receipt = await inner.writePoints(batch);
        batches.push(batch);
        return receipt;
      }),
    writeArtifact: (artifact) =>
      guard(async () => {
        const written = await inner.writeArtifact(artifact);
        artifactNames.push(artifact.artifact.name);
        return written;
      }),
    readRequests: (attempt) => guard(() => inner.readRequests(attempt)),
    beat: (beat) => guard(() => inner.beat(beat)),
    endAttempt: (end) => guard(() => inner.endAttempt(end)),
  };
  const setMode: FlakyStore['setMode'] = (next) => {
    mode = next;
    const woken = hanging;
    hanging = [];
    for (const wake of woken) wake();
  };
  return { inner, store, batches, artifactNames, setMode };
}
