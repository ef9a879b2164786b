import { limits } from '../limits.ts';
import { Backlog } from './backlog.ts';
import { type Clock, systemClock } from './clock.ts';
import { FinishDeadline } from './finish-deadline.ts';
import type { MemoryLimits } from './memory-limits.ts';
import {
  describeAway,
  describeBack,
  describeDropped,
  describeFullMemory,
  describeLeft,
  describeLost,
} from './recorder-messages.ts';
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
import type { RecordingOperation, Spool } from './spool.ts';
import { type Patience, RETRY_MOST_MS, StoreLink } from './store-link.ts';

/**
 * Records a run without ever slowing or stopping it. `log` only appends to memory; one loop writes to the store, in order.
 * While the store is away a second loop moves what waits to a spool on disk; on return it is written from there, and then
 * live again. This module does not know Postgres, files or processes: store, spool and clock come in as arguments.
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
  /** finish writes what is left and ends the attempt. While the store is away it tries for `finishWithinMs`, then leaves the spool. */
  finish(outcome: RunOutcome): Promise<FinishResult>;
  /** stats tells what is waiting and what was lost. */
  stats(): RecorderStats;
}

/**
 * FinishResult says where the end of an attempt went: into the store, into a spool, nowhere because another attempt has
 * taken the run over, nowhere because the store refused it for good, or nowhere because neither store nor disk could take it.
 */
export type FinishResult = 'recorded' | 'spooled' | 'superseded' | 'refused' | 'lost';

/** RecorderStats is what a recorder has to write, and what it could not keep. */
export type RecorderStats = {
  readonly waitingPoints: number;
  readonly waitingArtifactBytes: number;
  /** Those of the waiting points that are on disk. */
  readonly spooledPoints: number;
  readonly refusedPoints: number;
  readonly refusedArtifacts: number;
  readonly storeAway: boolean;
};

/** RunRecorderOptions are the recorder's collaborators and intervals. */
export type RunRecorderOptions = {
  readonly store: RecordingStore;
  /** Makes the spool of an attempt; asked for when the store is away. */
  readonly openSpool: (attempt: Attempt) => Promise<Spool>;
  /** Says something to the person at the terminal and to the run's log. */
  readonly warn: (message: string) => void;
  /** Called once when another attempt has taken the run over: the training should stop. */
  readonly onSuperseded?: () => void;
  /** Time between two writes, ms; listeners are told at most this often. (Default: 250.) */
  readonly flushIntervalMs?: number;
  /** Time between two moves from memory to the spool, ms: a killed process loses no more than that. (Default: 1,000.) */
  readonly spillIntervalMs?: number;
  /**
   * How long `finish` tries without an answer before it leaves the spool, ms. A store that answers has a minute in all. A
   * run that is handed back has this time in all, and a second when the store was away before. (Default: 5,000.)
   */
  readonly finishWithinMs?: number;
  /** What stays in memory when the spool takes no more. (Default: 2,000,000 points, 256 MiB of artifacts.) */
  readonly memory?: MemoryLimits;
  readonly clock?: Clock;
};

/** Memory that is so full is relieved by the disk, although the store is there. */
const CROWDED_SHARE = 1 / 4;

/** Longer than for points, by its size: an artifact may have a slow way to go. */
const ANSWER_MS = 5_000;
const ANSWER_PER_MIB_MS = 1_000;

type Settings = Required<Omit<RunRecorderOptions, 'onSuperseded'>> & Pick<RunRecorderOptions, 'onSuperseded'>;

const defaults: Omit<Settings, 'store' | 'openSpool' | 'warn' | 'onSuperseded'> = {
  flushIntervalMs: 250,
  spillIntervalMs: 1_000,
  finishWithinMs: 5_000,
  memory: { points: limits.bufferedPoints, artifactBytes: limits.bufferedArtifactBytes },
  clock: systemClock,
};

/** createRunRecorder returns a recorder for one attempt of one run. */
export function createRunRecorder(options: RunRecorderOptions): RunRecorder {
  return new SpoolingRunRecorder(options);
}

class SpoolingRunRecorder implements RunRecorder {
  readonly #options: Settings;
  readonly #backlog: Backlog;
  readonly #link: StoreLink;
  #attempt: Attempt | null = null;
  #phase: 'recording' | 'ending' | 'over' = 'recording';
  /** Cuts every pause of a phase short when the next one begins. */
  #phaseEnd = new AbortController();
  #deadline: FinishDeadline | null = null;
  #isSuperseded = false;
  #dropped: Promise<void> = Promise.resolve();
  #writer: Promise<void> | null = null;
  #spiller: Promise<void> | null = null;
  readonly #refused = { points: 0, artifacts: 0 };
  readonly #asking = new Set<'beat' | 'requests'>();
  readonly #warned = new Set<string>();

  constructor(options: RunRecorderOptions) {
    this.#options = { ...defaults, ...options };
    const { memory, clock } = this.#options;
    const onTrouble = (message: string) => this.#warnOnce(message);
    this.#backlog = new Backlog({ memory, clock, openSpool: () => this.#openSpool(), onTrouble });
    this.#link = new StoreLink({
      clock,
      onAway: (reason) => this.#noteAway(reason),
      onBack: () => this.#options.warn(describeBack(this.#refused)),
      onStale: (message) => this.#supersede(message),
      onRefused: (message) => this.#warnOnce(`Something could not be recorded: ${message}`),
    });
  }

  async start(start: AttemptStart): Promise<Attempt> {
    this.#attempt = await this.#options.store.beginAttempt(start);
    this.#wake();
    return this.#attempt;
  }

  log(points: readonly Point[]): void {
    if (this.#isSuperseded) return;
    if (this.#backlog.addPoints(points)) this.#wake();
    else this.#refuse({ points: points.length, artifacts: 0 });
  }

  saveArtifact(artifact: NewArtifact): void {
    if (this.#isSuperseded) return;
    if (this.#backlog.addArtifact(artifact)) this.#wake();
    else this.#refuse({ points: 0, artifacts: 1 });
  }

  requests(): Promise<RunRequests | null> {
    return this.#askStore('requests', (attempt) => this.#options.store.readRequests(attempt));
  }

  heartbeat(progress: RunProgress): Promise<RunRequests | null> {
    return this.#askStore('beat', (attempt) => this.#options.store.beat({ ...attempt, progress }));
  }

  async finish(outcome: RunOutcome): Promise<FinishResult> {
    const attempt = this.#attempt;
    if (!attempt) return 'superseded';
    this.#deadline = new FinishDeadline({
      clock: this.#options.clock,
      withinMs: this.#options.finishWithinMs,
      isStoreAway: this.#link.isAway,
      status: outcome.status,
    });
    this.#enter('ending');
    // A write that hangs does not hold up the end: it is made again from the spool, without harm.
    const ended = await Promise.race([this.#writeEnd(attempt, outcome), this.#untilLate(this.#deadline)]);
    this.#enter('over');
    if (!this.#isSuperseded) return ended ?? this.#leave(outcome);
    await this.#dropped;
    return 'superseded';
  }

  stats(): RecorderStats {
    const { inMemory, inSpool } = this.#backlog.load;
    return {
      waitingPoints: inMemory.points + inSpool.points,
      waitingArtifactBytes: inMemory.artifactBytes + inSpool.artifactBytes,
      spooledPoints: inSpool.points,
      refusedPoints: this.#refused.points,
      refusedArtifacts: this.#refused.artifacts,
      storeAway: this.#link.isAway,
    };
  }

  /** A question that the store has not answered is not asked again meanwhile. One that is refused at the end is late, no more. */
  async #askStore(
    question: 'beat' | 'requests',
    ask: (attempt: Attempt) => Promise<RunRequests>,
  ): Promise<RunRequests | null> {
    const isOver = this.#isSuperseded || this.#phase !== 'recording';
    if (!this.#attempt || isOver || this.#asking.has(question)) return null;
    this.#asking.add(question);
    try {
      return await ask(this.#attempt);
    } catch (error) {
      if (this.#phase === 'recording') this.#link.noteFailure(error);
      return null;
    } finally {
      this.#asking.delete(question);
    }
  }

  #openSpool(): Promise<Spool> {
    if (!this.#attempt) throw new Error('There is nothing to spool before an attempt has begun.');
    return this.#options.openSpool(this.#attempt);
  }

  #enter(phase: 'ending' | 'over'): void {
    const before = this.#phaseEnd;
    this.#phase = phase;
    this.#phaseEnd = new AbortController();
    before.abort();
    if (phase === 'over') this.#phaseEnd.abort();
  }

  #pause(durationMs: number): Promise<void> {
    return this.#options.clock.sleep(durationMs, this.#phaseEnd.signal);
  }

  /** Begins the loops that have something to do. From `finish` on it is `finish` that writes. */
  #wake(): void {
    if (!this.#attempt || this.#isSuperseded) return;
    if (this.#phase === 'recording' && !this.#backlog.isEmpty) {
      this.#writer ??= this.#writeSoon().finally(() => {
        this.#writer = null;
        this.#wake();
      });
    }
    if (this.#mustSpill) {
      this.#spiller ??= this.#spill().finally(() => {
        this.#spiller = null;
        this.#wake();
      });
    }
  }

  async #writeSoon(): Promise<void> {
    await this.#pause(this.#options.flushIntervalMs);
    await this.#writeAll();
  }

  async #untilLate(deadline: FinishDeadline): Promise<null> {
    const { now } = this.#options.clock;
    while (this.#phase === 'ending' && now() < deadline.atMs) await this.#pause(deadline.atMs - now());
    return null;
  }

  /** Writes what waits, in order. Tells whether nothing waits any more. */
  async #writeAll(): Promise<boolean> {
    const attempt = this.#attempt;
    while (attempt && !this.#isSuperseded) {
      const operation = await this.#backlog.first();
      if (!operation) return this.#phase !== 'over';
      if ((await this.#writeOperation(attempt, operation)) === 'gave-up') return false;
      this.#deadline?.extend();
      await this.#backlog.dropFirst();
    }
    return false;
  }

  #writeOperation(attempt: Attempt, operation: RecordingOperation) {
    const { store } = this.#options;
    if (operation.kind === 'artifact') {
      const { artifact } = operation;
      const answerMs = ANSWER_MS + (artifact.bytes.byteLength / 2 ** 20) * ANSWER_PER_MIB_MS;
      return this.#link.persist(
        () => store.writeArtifact({ ...attempt, artifact }),
        this.#patience(answerMs),
      );
    }
    const { id, columns } = operation;
    const write = () => {
      // Listeners are told with the last batch only.
      const notify = !this.#isMoreWaiting(columns.steps.length);
      return store.writePoints({ ...attempt, id, ...columns, notify });
    };
    return this.#link.persist(write, this.#patience());
  }

  #isMoreWaiting(points: number): boolean {
    const { inMemory, inSpool } = this.#backlog.load;
    return inMemory.points + inSpool.points > points || inMemory.artifactBytes + inSpool.artifactBytes > 0;
  }

  #patience(answerMs = ANSWER_MS): Patience {
    return {
      answerMs,
      pause: (durationMs) => this.#pause(durationMs),
      giveUpAtMs: () => this.#deadline?.atMs ?? Number.POSITIVE_INFINITY,
    };
  }

  get #mustSpill(): boolean {
    const isBehind = this.#link.isAway || this.#backlog.hasSpool || this.#isCrowded;
    return isBehind && this.#backlog.isExposed && this.#phase !== 'over' && !this.#isSuperseded;
  }

  /** A store that is there, but slower than the training, is no reason to fill the memory. */
  get #isCrowded(): boolean {
    const { memory } = this.#options;
    const { inMemory } = this.#backlog.load;
    return (
      inMemory.points > memory.points * CROWDED_SHARE ||
      inMemory.artifactBytes > memory.artifactBytes * CROWDED_SHARE
    );
  }

  async #spill(): Promise<void> {
    while (this.#mustSpill) {
      const isKept = await this.#backlog.spill();
      await this.#pause(isKept ? this.#options.spillIntervalMs : RETRY_MOST_MS);
    }
  }

  async #writeEnd(attempt: Attempt, outcome: RunOutcome): Promise<'recorded' | 'refused' | null> {
    await this.#writer;
    if (!(await this.#writeAll())) return null;
    const end = () => this.#options.store.endAttempt({ ...attempt, outcome });
    const ended = await this.#link.persist(end, this.#patience());
    if (ended === 'gave-up') return null;
    return ended === 'written' ? 'recorded' : 'refused';
  }

  async #leave(outcome: RunOutcome): Promise<'spooled' | 'lost'> {
    try {
      const { place } = await this.#backlog.leave(outcome);
      // What still is in memory has found no room.
      const lost = this.#backlog.load.inMemory;
      this.#options.warn(describeLeft({ isStoreAway: this.#link.isAway, place, lost }));
      return 'spooled';
    } catch (error) {
      this.#options.warn(describeLost(error instanceof Error ? error.message : String(error)));
      return 'lost';
    }
  }

  #noteAway(reason: string): void {
    if (this.#phase === 'over') return;
    this.#options.warn(describeAway(reason));
    this.#wake();
  }

  #supersede(why: string): void {
    if (this.#isSuperseded) return;
    this.#isSuperseded = true;
    this.#dropped = this.#dropAll(why);
    this.#options.onSuperseded?.();
  }

  async #dropAll(why: string): Promise<void> {
    const points = await this.#backlog.clear();
    this.#options.warn(describeDropped(why, points));
  }

  #refuse({ points, artifacts }: { points: number; artifacts: number }): void {
    const isFirst = this.#refused.points + this.#refused.artifacts === 0;
    this.#refused.points += points;
    this.#refused.artifacts += artifacts;
    if (isFirst) this.#options.warn(describeFullMemory(this.#options.memory));
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#options.warn(message);
  }
}
