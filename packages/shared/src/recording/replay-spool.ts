import { isLatenError } from '../errors.ts';
import { limits } from '../limits.ts';
import { joinColumns } from './point-buffer.ts';
import type { Attempt, RecordingStore } from './recording-store.ts';
import type { LeftSpool, SpoolEntry } from './spool.ts';

/** SpoolCounts says what became of the entries of a spool. */
export type SpoolCounts = {
  /** Points that the store did not have yet. */
  readonly writtenPoints: number;
  /** Points of an attempt that another one has superseded: the store refuses them. */
  readonly droppedPoints: number;
  /** Why single entries were refused for good, in words. */
  readonly refusals: readonly string[];
};

/**
 * replaySpool writes what an ended process left behind, in order. What the store has already is left as it is. Entries of a
 * superseded attempt are dropped, and single ones that the store will never take. Throws when the store is away, or knows
 * no such run.
 */
export async function replaySpool(
  store: RecordingStore,
  { attempt, entries }: LeftSpool,
): Promise<SpoolCounts> {
  let [writtenPoints, droppedPoints, isSuperseded] = [0, 0, false];
  const refusals: string[] = [];
  for await (const { entry, isLast } of withLast(joinPoints(entries))) {
    try {
      if (!isSuperseded) writtenPoints += await writeEntry(store, { attempt, entry, notify: isLast });
    } catch (error) {
      if (!isLatenError(error)) throw error;
      if (error.code === 'RUN_STALE_ATTEMPT') isSuperseded = true;
      else if (error.code === 'LIMIT_EXCEEDED') refusals.push(error.message);
      else throw error;
    }
    if (isSuperseded) droppedPoints += countPoints(entry);
  }
  return { writtenPoints, droppedPoints, refusals };
}

/** Returns how many points were new to the store. */
async function writeEntry(
  store: RecordingStore,
  { attempt, entry, notify }: { attempt: Attempt; entry: SpoolEntry; notify: boolean },
): Promise<number> {
  switch (entry.kind) {
    case 'points': {
      const { inserted } = await store.writePoints({ ...attempt, id: entry.id, ...entry.columns, notify });
      return inserted;
    }
    case 'artifact':
      await store.writeArtifact({ ...attempt, artifact: entry.artifact });
      return 0;
    default:
      await store.endAttempt({ ...attempt, outcome: entry.outcome });
      return 0;
  }
}

/** countPoints says how many points an entry has. */
export function countPoints(entry: SpoolEntry): number {
  return entry.kind === 'points' ? entry.columns.steps.length : 0;
}

/** Batches that stand behind one another go as one. */
async function* joinPoints(entries: AsyncIterable<SpoolEntry>): AsyncGenerator<SpoolEntry> {
  let held: Extract<SpoolEntry, { kind: 'points' }>[] = [];
  const join = () => {
    const [first] = held;
    const joined = first && { ...first, columns: joinColumns(held.map(({ columns }) => columns)) };
    held = [];
    return joined ? [joined] : [];
  };
  for await (const entry of entries) {
    const points = held.reduce((sum, batch) => sum + countPoints(batch), countPoints(entry));
    if (entry.kind !== 'points' || points > limits.pointsPerBatch) yield* join();
    if (entry.kind === 'points') held.push(entry);
    else yield entry;
  }
  yield* join();
}

/** Listeners are told once, with the last entry. */
async function* withLast<T>(entries: AsyncIterable<T>): AsyncGenerator<{ entry: T; isLast: boolean }> {
  let held: { entry: T } | null = null;
  for await (const entry of entries) {
    if (held) yield { ...held, isLast: false };
    held = { entry };
  }
  if (held) yield { ...held, isLast: true };
}
