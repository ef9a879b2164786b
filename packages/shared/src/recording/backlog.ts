import { createId } from '../ids.ts';
import { limits } from '../limits.ts';
import type { Clock } from './clock.ts';
import type { MemoryLimits } from './memory-limits.ts';
import { createPointBuffer, joinColumns, type PointBuffer } from './point-buffer.ts';
import { describeUnspooled } from './recorder-messages.ts';
import type { NewArtifact, Point, RunOutcome } from './recording-store.ts';
import { countPoints } from './replay-spool.ts';
import type { RecordingOperation, Spool } from './spool.ts';

/** BacklogOptions are a backlog's collaborators. */
export type BacklogOptions = {
  readonly openSpool: () => Promise<Spool>;
  readonly memory: MemoryLimits;
  readonly clock: Pick<Clock, 'now'>;
  /** Hears in words why the disk cannot be used as it should. */
  readonly onTrouble: (message: string) => void;
};

/** A file that is replaced as a whole, such as the growing log, goes to the spool at most this often. */
const REPLACED_FILE_INTERVAL_MS = 30_000;

type Artifact = Extract<RecordingOperation, { kind: 'artifact' }>;
type Waiting = { readonly kind: 'points'; readonly id: string; readonly points: PointBuffer } | Artifact;
type Load = { points: number; artifactBytes: number };

/**
 * Backlog is what waits to be written, oldest first: what is in the spool, then what is in memory. `spill` moves the one to
 * the other. It does not know the store, nor when to write or to spill.
 */
export class Backlog {
  readonly #options: BacklogOptions;
  #memory: Waiting[] = [];
  #spool: Spool | null = null;
  /** What is being written. When it came from memory it is there no more; in the spool it stays, as one operation or several. */
  #first: { readonly operation: RecordingOperation; spooled: number } | null = null;
  #isLeft = false;
  readonly #inMemory: Load = { points: 0, artifactBytes: 0 };
  readonly #inSpool: Load = { points: 0, artifactBytes: 0 };
  readonly #spilledAtMs = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: BacklogOptions) {
    this.#options = options;
  }

  /** What waits in memory, and in the spool. */
  get load(): { readonly inMemory: Readonly<Load>; readonly inSpool: Readonly<Load> } {
    return { inMemory: { ...this.#inMemory }, inSpool: { ...this.#inSpool } };
  }

  /** Something would be lost if the process were killed now. */
  get isExposed(): boolean {
    return this.#memory.length > 0 || this.#first?.spooled === 0;
  }

  /** A spool is in use: what comes now has to wait behind it. */
  get hasSpool(): boolean {
    return this.#spool !== null;
  }

  get isEmpty(): boolean {
    return !this.isExposed && !this.hasSpool;
  }

  /** addPoints tells whether there was room for all of them; if not, none is kept. */
  addPoints(points: readonly Point[]): boolean {
    if (this.#inMemory.points + points.length > this.#options.memory.points) return false;
    for (const point of points) this.#newestBuffer().add(point);
    this.#inMemory.points += points.length;
    return true;
  }

  /** addArtifact tells whether there was room. A file that would be replaced anyway waits once. */
  addArtifact(artifact: NewArtifact): boolean {
    this.#forgetReplaced(artifact);
    const sizeBytes = artifact.bytes.byteLength;
    if (this.#inMemory.artifactBytes + sizeBytes > this.#options.memory.artifactBytes) return false;
    this.#memory.push({ kind: 'artifact', artifact });
    this.#inMemory.artifactBytes += sizeBytes;
    return true;
  }

  /** first returns the oldest operation, which stays until `dropFirst`; null when nothing waits. */
  first(): Promise<RecordingOperation | null> {
    return this.#inTurn(async () => {
      if (this.#isLeft) return null;
      this.#first ??= (await this.#firstOfSpool()) ?? this.#firstOfMemory();
      return this.#first?.operation ?? null;
    });
  }

  /** dropFirst forgets the oldest operation: it was written, or refused for good. */
  dropFirst(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#first || this.#isLeft) return;
      const { operation, spooled } = this.#first;
      this.#first = null;
      if (spooled > 0) await this.#spool?.drop(spooled);
      addLoad(spooled > 0 ? this.#inSpool : this.#inMemory, operation, -1);
    });
  }

  /** spill moves what is in memory to the spool, and tells whether all found room. What did not stays in memory. */
  spill(): Promise<boolean> {
    return this.#inTurn(async () => this.#isLeft || this.#spill((waiting) => this.#isDue(waiting)));
  }

  /** leave spills all that waits, and lets go of the spool, with the end behind it. Rejects when the end cannot be kept. */
  leave(outcome: RunOutcome): Promise<{ readonly place: string }> {
    return this.#inTurn(async () => {
      await this.#spill(() => true);
      this.#isLeft = true;
      this.#spool ??= await this.#options.openSpool();
      await this.#spool.leave(outcome);
      return { place: this.#spool.place };
    });
  }

  /** clear forgets all that waits, and returns how many points that were. */
  clear(): Promise<number> {
    return this.#inTurn(async () => {
      const points = this.#inMemory.points + this.#inSpool.points;
      const spool = this.#spool;
      this.#memory = [];
      this.#first = null;
      this.#spool = null;
      for (const load of [this.#inMemory, this.#inSpool])
        Object.assign(load, { points: 0, artifactBytes: 0 });
      await spool?.remove();
      return points;
    });
  }

  #newestBuffer(): PointBuffer {
    const newest = this.#memory.at(-1);
    if (newest?.kind === 'points' && newest.points.length < limits.pointsPerBatch) return newest.points;
    const points = createPointBuffer();
    this.#memory.push({ kind: 'points', id: createId(), points });
    return points;
  }

  #forgetReplaced({ name, step }: NewArtifact): void {
    const index = this.#memory.findIndex(
      (waiting) =>
        waiting.kind === 'artifact' && waiting.artifact.name === name && waiting.artifact.step === step,
    );
    const [forgotten] = index === -1 ? [] : this.#memory.splice(index, 1);
    if (forgotten) addLoad(this.#inMemory, toOperation(forgotten), -1);
  }

  #firstOfMemory() {
    const waiting = this.#memory.shift();
    return waiting ? { operation: toOperation(waiting), spooled: 0 } : null;
  }

  /** An empty spool is removed: what comes next need not wait behind it. */
  async #firstOfSpool() {
    const spool = this.#spool;
    if (!spool) return null;
    try {
      const first = await readJoined(spool);
      if (first) return first;
      await spool.remove();
    } catch (error) {
      await spool.leave(null).catch(() => undefined);
      Object.assign(this.#inSpool, { points: 0, artifactBytes: 0 });
      this.#options.onTrouble(
        `${spool.place} cannot be used any more: ${messageOf(error)}. What it holds is written by the next start.`,
      );
    }
    this.#spool = null;
    return null;
  }

  async #spill(isDue: (waiting: Waiting) => boolean): Promise<boolean> {
    const [moving, staying]: [Waiting[], Waiting[]] = [[], []];
    for (const waiting of this.#memory) (isDue(waiting) ? moving : staying).push(waiting);
    const first = this.#first?.spooled === 0 ? this.#first : null;
    const operations = [...(first ? [first.operation] : []), ...moving.map(toOperation)];
    if (operations.length === 0) return true;
    // Nothing may be added to what is being kept.
    this.#memory = staying;
    const { kept, refusal } = await this.#append(operations);
    if (first && kept > 0) first.spooled = 1;
    this.#memory.unshift(...moving.slice(Math.max(0, first ? kept - 1 : kept)));
    for (const operation of operations.slice(0, kept)) this.#noteSpilled(operation);
    if (refusal !== null) this.#options.onTrouble(describeUnspooled(refusal, this.#options.memory));
    return refusal === null;
  }

  async #append(operations: readonly RecordingOperation[]) {
    try {
      this.#spool ??= await this.#options.openSpool();
      return await this.#spool.append(operations);
    } catch (error) {
      return { kept: 0, refusal: messageOf(error) };
    }
  }

  #noteSpilled(operation: RecordingOperation): void {
    addLoad(this.#inMemory, operation, -1);
    addLoad(this.#inSpool, operation, 1);
    if (isReplaced(operation)) this.#spilledAtMs.set(operation.artifact.name, this.#options.clock.now());
  }

  #isDue(waiting: Waiting): boolean {
    if (!isReplaced(waiting)) return true;
    const spilledAtMs = this.#spilledAtMs.get(waiting.artifact.name) ?? Number.NEGATIVE_INFINITY;
    return this.#options.clock.now() - spilledAtMs >= REPLACED_FILE_INTERVAL_MS;
  }

  /** One use of the spool at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** Batches that stand behind one another go as one: an outage leaves many small ones, and each write takes its time. */
async function readJoined(spool: Spool): Promise<{ operation: RecordingOperation; spooled: number } | null> {
  const first = await spool.read(0);
  if (first?.kind !== 'points') return first && { operation: first, spooled: 1 };
  const parts = [first.columns];
  let points = countPoints(first);
  for (;;) {
    const next = await spool.read(parts.length);
    if (next?.kind !== 'points') break;
    points += countPoints(next);
    if (points > limits.pointsPerBatch) break;
    parts.push(next.columns);
  }
  return { operation: { ...first, columns: joinColumns(parts) }, spooled: parts.length };
}

function toOperation(waiting: Waiting): RecordingOperation {
  if (waiting.kind === 'artifact') return waiting;
  return { kind: 'points', id: waiting.id, columns: waiting.points.toColumns() };
}

function isReplaced(waiting: { readonly kind: string }): waiting is Artifact {
  return waiting.kind === 'artifact' && (waiting as Artifact).artifact.step === null;
}

function addLoad(load: Load, operation: RecordingOperation, sign: 1 | -1): void {
  load.points += sign * countPoints(operation);
  if (operation.kind === 'artifact') load.artifactBytes += sign * operation.artifact.bytes.byteLength;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
