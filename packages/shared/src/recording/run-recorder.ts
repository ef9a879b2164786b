import { isLatenError } from '../errors.ts';
import { createId } from '../ids.ts';
import { limits } from '../limits.ts';
import { createPointBuffer, type PointBuffer } from './point-buffer.ts';
import type {
  Attempt,
  AttemptStart,
  NewArtifact,
  Point,
  RecordingStore,
  RunOutcome,
  RunProgress,
  RunRequests,
} from './recording-store.ts';

/**
 * Records a run without ever slowing or stopping it. `log` only appends to memory; one loop writes to the store in
 * order. While the store is away everything is kept (bounded), one warning is given, and it is written on return.
 * This module does not know Postgres, files or processes: store, clock, timers and spool come in as arguments.
 */
export interface RunRecorder {
  /** start begins an attempt. Throws when the store refuses it: without a recorded run there is nothing to train. */
  start(start: AttemptStart): Promise<Attempt>;
  /** log keeps points for the next write. Never throws, never waits. */
  log(points: readonly Point[]): void;
  /** saveArtifact keeps a file for the next write, after the points logged before it. Never throws, never waits. */
  saveArtifact(artifact: NewArtifact): void;
  /** requests asks what people want of the run; null while the store is away. */
  requests(): Promise<RunRequests | null>;
  /** heartbeat says that the run lives; null while the store is away. */
  heartbeat(progress: RunProgress): Promise<RunRequests | null>;
  /** finish writes what is left and ends the attempt. While the store is away it tries for `finishWithinMs`, then spools. */
  finish(outcome: RunOutcome): Promise<FinishResult>;
  /** stats tells what is waiting and what was lost. */
  stats(): RecorderStats;
}

/**
 * FinishResult says where the end of an attempt went: into the store, into a spool, nowhere because another attempt has
 * taken the run over, or nowhere because the store refused it for good.
 */
export type FinishResult = 'recorded' | 'spooled' | 'superseded' | 'refused';

/** RecorderStats is the state of a recorder's memory. */
export type RecorderStats = {
  readonly waitingPoints: number;
  readonly waitingArtifactBytes: number;
  readonly refusedPoints: number;
  readonly refusedArtifacts: number;
  readonly storeAway: boolean;
};

/** SpoolRecord is what a process leaves behind for the next start when it ends while the store is away. */
export type SpoolRecord = {
  readonly attempt: Attempt;
  readonly operations: readonly RecordingOperation[];
  readonly outcome: RunOutcome;
};

/** RecordingOperation is one waiting write, in the order in which it was asked for. */
export type RecordingOperation =
  | { readonly kind: 'points'; readonly points: PointBuffer }
  | { readonly kind: 'artifact'; readonly artifact: NewArtifact };

/** RunRecorderOptions are the recorder's collaborators and intervals. */
export type RunRecorderOptions = {
  readonly store: RecordingStore;
  /** Keeps a record where the next start finds it. */
  readonly spool: (record: SpoolRecord) => Promise<void>;
  /** Says something to the person at the terminal and to the run's log. */
  readonly warn: (message: string) => void;
  /** Called once when another attempt has taken the run over: the training should stop. */
  readonly onSuperseded?: () => void;
  /** Time between two writes, ms; listeners are told at most this often. (Default: 250.) */
  readonly flushIntervalMs?: number;
  /** How long `finish` tries while the store is away, ms. (Default: 10,000.) */
  readonly finishWithinMs?: number;
  readonly sleep?: (durationMs: number) => Promise<void>;
};

const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 5_000;

/** createRunRecorder returns a recorder for one attempt of one run. */
export function createRunRecorder(options: RunRecorderOptions): RunRecorder {
  return new BufferedRunRecorder(options);
}

class BufferedRunRecorder implements RunRecorder {
  readonly #options: Required<Omit<RunRecorderOptions, 'onSuperseded'>> &
    Pick<RunRecorderOptions, 'onSuperseded'>;
  readonly #waiting: RecordingOperation[] = [];
  #inFlight: RecordingOperation | null = null;
  #attempt: Attempt | null = null;
  #pump: Promise<void> | null = null;
  #waitingPoints = 0;
  #waitingArtifactBytes = 0;
  #refusedPoints = 0;
  #refusedArtifacts = 0;
  #storeAway = false;
  #superseded = false;
  /** From `finish` on: a beat that is refused then is late, not superseded. */
  #ending = false;
  readonly #asking = new Set<'beat' | 'requests'>();
  readonly #warned = new Set<string>();
  #finishBy = Number.POSITIVE_INFINITY;

  constructor(options: RunRecorderOptions) {
    const sleep = (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs));
    this.#options = { flushIntervalMs: 250, finishWithinMs: 10_000, sleep, ...options };
  }

  async start(start: AttemptStart): Promise<Attempt> {
    this.#attempt = await this.#options.store.beginAttempt(start);
    return this.#attempt;
  }

  log(points: readonly Point[]): void {
    if (this.#superseded) return;
    if (this.#waitingPoints + points.length > limits.bufferedPoints) {
      this.#refuse('points', points.length);
      return;
    }
    const newest = this.#waiting.at(-1);
    const buffer =
      newest?.kind === 'points' && newest.points.length + points.length <= limits.pointsPerBatch
        ? newest.points
        : this.#openBuffer();
    for (const point of points) buffer.add(point);
    this.#waitingPoints += points.length;
    this.#wake();
  }

  saveArtifact(artifact: NewArtifact): void {
    if (this.#superseded) return;
    this.#forgetWaiting(artifact);
    if (this.#waitingArtifactBytes + artifact.bytes.byteLength > limits.bufferedArtifactBytes) {
      this.#refuse('artifact', 1);
      return;
    }
    this.#waiting.push({ kind: 'artifact', artifact });
    this.#waitingArtifactBytes += artifact.bytes.byteLength;
    this.#wake();
  }

  requests(): Promise<RunRequests | null> {
    return this.#askStore('requests', (attempt) => this.#options.store.readRequests(attempt));
  }

  heartbeat(progress: RunProgress): Promise<RunRequests | null> {
    return this.#askStore('beat', (attempt) => this.#options.store.beat({ ...attempt, progress }));
  }

  /** A question that the store has not answered is not asked again meanwhile. */
  async #askStore(
    question: 'beat' | 'requests',
    ask: (attempt: Attempt) => Promise<RunRequests>,
  ): Promise<RunRequests | null> {
    if (!this.#attempt || this.#superseded || this.#ending || this.#asking.has(question)) return null;
    this.#asking.add(question);
    try {
      return await ask(this.#attempt);
    } catch (error) {
      if (!this.#ending) this.#noteFailure(error);
      return null;
    } finally {
      this.#asking.delete(question);
    }
  }

  async finish(outcome: RunOutcome): Promise<FinishResult> {
    const attempt = this.#attempt;
    if (!attempt) return 'superseded';
    this.#finishBy = performance.now() + this.#options.finishWithinMs;
    this.#ending = true;
    await this.#drain();
    if (this.#superseded) return 'superseded';
    if (!this.#inFlight) {
      const ended = await this.#persist(() => this.#options.store.endAttempt({ ...attempt, outcome }));
      if (this.#superseded) return 'superseded';
      if (ended !== 'gave-up') return ended === 'written' ? 'recorded' : 'refused';
    }
    const operations = this.#inFlight ? [this.#inFlight, ...this.#waiting] : [...this.#waiting];
    await this.#options.spool({ attempt, operations, outcome });
    return 'spooled';
  }

  stats(): RecorderStats {
    return {
      waitingPoints: this.#waitingPoints,
      waitingArtifactBytes: this.#waitingArtifactBytes,
      refusedPoints: this.#refusedPoints,
      refusedArtifacts: this.#refusedArtifacts,
      storeAway: this.#storeAway,
    };
  }

  /** A file that would be replaced anyway, such as the growing log, waits once. */
  #forgetWaiting({ name, step }: NewArtifact): void {
    const index = this.#waiting.findIndex(
      (operation) =>
        operation.kind === 'artifact' && operation.artifact.name === name && operation.artifact.step === step,
    );
    const [forgotten] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (forgotten?.kind === 'artifact') this.#waitingArtifactBytes -= forgotten.artifact.bytes.byteLength;
  }

  #openBuffer(): PointBuffer {
    const points = createPointBuffer();
    this.#waiting.push({ kind: 'points', points });
    return points;
  }

  #refuse(what: 'points' | 'artifact', count: number): void {
    const first = this.#refusedPoints + this.#refusedArtifacts === 0;
    if (what === 'points') this.#refusedPoints += count;
    else this.#refusedArtifacts += count;
    if (first) {
      this.#options.warn(
        `The memory for unwritten data is full (${limits.bufferedPoints.toLocaleString('en')} points, ${limits.bufferedArtifactBytes / 2 ** 20} MiB of artifacts). What is logged from now on until the database is back is not recorded. Training goes on.`,
      );
    }
  }

  #wake(): void {
    this.#pump ??= this.#run().finally(() => {
      this.#pump = null;
    });
  }

  async #run(): Promise<void> {
    if (this.#finishBy === Number.POSITIVE_INFINITY) await this.#options.sleep(this.#options.flushIntervalMs);
    await this.#flush();
  }

  /** A write that hangs does not hold up the end: it can be made again from the spool without harm. */
  async #drain(): Promise<void> {
    const flushed = Promise.resolve(this.#pump).then(() => this.#flush());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#options.finishWithinMs);
    });
    await Promise.race([flushed, late]);
    clearTimeout(timer);
  }

  /** Writes all that waits, in order. Returns when nothing waits, the attempt is superseded, or the time to finish is over. */
  async #flush(): Promise<void> {
    const attempt = this.#attempt;
    if (!attempt) return;
    while (!this.#superseded) {
      this.#inFlight ??= this.#waiting.shift() ?? null;
      const operation = this.#inFlight;
      if (!operation) return;
      const result = await this.#persist(() => this.#write(attempt, operation));
      if (result === 'gave-up') return;
      this.#inFlight = null;
      if (operation.kind === 'points') this.#waitingPoints -= operation.points.length;
      else this.#waitingArtifactBytes -= operation.artifact.bytes.byteLength;
    }
  }

  async #write(attempt: Attempt, operation: RecordingOperation): Promise<void> {
    if (operation.kind === 'artifact') {
      await this.#options.store.writeArtifact({ ...attempt, artifact: operation.artifact });
      return;
    }
    const notify = this.#waiting.length === 0;
    await this.#options.store.writePoints(operation.points.toBatch({ ...attempt, id: createId(), notify }));
  }

  /** Tries until it works, the store refuses for good (which drops it, with a warning), or the time to finish is over. */
  async #persist(write: () => Promise<void>): Promise<'written' | 'refused' | 'gave-up'> {
    for (let waitMs = RETRY_FIRST_MS; ; waitMs = Math.min(waitMs * 2, RETRY_MOST_MS)) {
      try {
        await write();
        this.#noteSuccess();
        return 'written';
      } catch (error) {
        if (this.#noteFailure(error) === 'permanent') return 'refused';
      }
      if (performance.now() + waitMs > this.#finishBy) return 'gave-up';
      await this.#options.sleep(Math.min(waitMs, Math.max(0, this.#finishBy - performance.now())));
    }
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#options.warn(message);
  }

  #noteSuccess(): void {
    if (!this.#storeAway) return;
    this.#storeAway = false;
    this.#options.warn('The database is back; what was kept in memory is being written.');
  }

  #noteFailure(error: unknown): 'permanent' | 'transient' {
    if (isLatenError(error) && error.code === 'RUN_STALE_ATTEMPT') {
      if (!this.#superseded) {
        this.#superseded = true;
        this.#options.warn(error.message);
        this.#options.onSuperseded?.();
      }
      return 'permanent';
    }
    if (isLatenError(error) && error.code !== 'DATABASE_UNREACHABLE') {
      this.#warnOnce(`Something could not be recorded: ${error.message}`);
      return 'permanent';
    }
    if (!this.#storeAway) {
      this.#storeAway = true;
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.warn(
        `The database is away. Training goes on; up to ${limits.bufferedPoints.toLocaleString('en')} points are kept in memory and written when it is back. (${reason})`,
      );
    }
    return 'transient';
  }
}
