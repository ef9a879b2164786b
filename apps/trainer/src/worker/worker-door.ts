import os from 'node:os';
import { noteWaiting, type RunJob } from '@laten/db';
import { LatenError } from '@laten/shared';
import { planQueuedRun } from '../run/plan-run.ts';
import type { AttemptPlan } from '../run/run-attempt.ts';
import type { Session } from '../run/session.ts';
import { formatCount } from '../view/format.ts';
import { type Machine, threadsOf } from './concurrency.ts';
import { findWaitingRuns } from './find-waiting-runs.ts';
import { leaveRun } from './leave-run.ts';
import type { MemoryWatch } from './memory-watch.ts';
import { type Announcer, pause } from './repeat.ts';
import type { Stop } from './stop.ts';
import type { ThreadBudget } from './thread-budget.ts';
import type { WorkerHealth } from './worker-health.ts';

/**
 * The door of a worker, at which one slot at a time takes the next run, and stays until there are threads for it. So only one
 * slot asks the database; small runs do not overtake one over all cores; and a run is not taken before it can begin soon.
 */
export interface Door {
  /**
   * take waits for the next run. `hold` is told what is held and has to be kept. Returns null when the worker stops, or when
   * nothing waits any more and that is its end.
   */
  take(hold: (job: RunJob | null) => void): Promise<TakenRun | null>;
  /** leave is for a taken run that could not begin. */
  leave(run: { readonly job: RunJob; readonly error: unknown }): Promise<void>;
  /** leftReason says why it was the end although runs wait: this machine cannot train them. Null if none do. */
  leftReason(): string | null;
  /** Where the door says why something is not trained; what is said there is not said again until a run has begun. */
  readonly announcer: Announcer;
}

/** TakenRun is a run that a slot is to train. */
export type TakenRun = {
  readonly job: RunJob;
  readonly plan: AttemptPlan;
  /** release gives its threads and its reserved memory back: it has ended, or did not begin. */
  release(): void;
  /** grown says that its process has the memory that was reserved. */
  grown(): void;
};

/** DoorOptions are what is asked before a run is taken. */
export type DoorOptions = {
  readonly session: Session;
  readonly labels: readonly string[];
  readonly untilEmpty: boolean;
  readonly endsWhenStopped: boolean;
  readonly arguments: readonly string[];
  readonly machine: Machine;
  readonly threads: ThreadBudget;
  readonly memory: Pick<MemoryWatch, 'reserve'>;
  readonly health: WorkerHealth;
  readonly stop: Stop;
  readonly onError: (error: unknown) => void;
  readonly announcer: Announcer;
};

/** A click is answered within a second: a job is looked for so often. After a run has ended, at once. */
const LOOK_INTERVAL_MS = 500;

/** What waits and is not handed out yet is looked for so often. */
const WAITING_INTERVAL_MS = 5_000;

/** createDoor returns a door at which nobody stands. */
export function createDoor(options: DoorOptions): Door {
  return new WorkerDoor(options);
}

class WorkerDoor implements Door {
  readonly #options: DoorOptions;
  /** Settles when whoever stands at the door has left it. */
  #occupied: Promise<unknown> = Promise.resolve();
  /** Runs that were taken and have not ended. */
  #training = 0;
  /** Why this machine could not begin a run that waited then. */
  readonly #left = new Map<string, string>();
  #leftReason: string | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  get announcer(): Announcer {
    return this.#options.announcer;
  }

  take(hold: (job: RunJob | null) => void): Promise<TakenRun | null> {
    const next = () => this.#takeNext(hold);
    const taken = this.#occupied.then(next, next);
    this.#occupied = taken;
    return taken;
  }

  async leave({ job, error }: { job: RunJob; error: unknown }): Promise<void> {
    const { session, health, announcer, onError } = this.#options;
    const { database } = session;
    const end = await leaveRun({ database, job, error, print: announcer.say }).catch(onError);
    if (!end) return;
    health.noteEnd(end);
    if (end.status === 'QUEUED') this.#left.set(end.runId, end.reason ?? '');
  }

  leftReason(): string | null {
    return this.#leftReason;
  }

  async #takeNext(hold: (job: RunJob | null) => void): Promise<TakenRun | null> {
    const { threads, stop, onError } = this.#options;
    while (!stop.signal.aborted) {
      await threads.untilFree(1, stop.signal).catch(() => undefined);
      const job = (await this.#mayLook()) ? await this.#look().catch(onError) : null;
      if (!job) {
        await pause(LOOK_INTERVAL_MS, stop.signal);
        continue;
      }
      hold(job);
      const taken = await this.#prepare(job);
      if (taken) return taken;
      hold(null);
    }
    return null;
  }

  /** A worker that nobody watches does not wait for a person. */
  async #mayLook(): Promise<boolean> {
    const { health, stop, endsWhenStopped, onError } = this.#options;
    const may = await health.check().catch(onError);
    if (endsWhenStopped && health.waitsForPerson()) stop.raise('SIGTERM');
    return may === true && !stop.signal.aborted;
  }

  async #look(): Promise<RunJob | null> {
    const { session, labels, untilEmpty } = this.#options;
    // What is in training now may wait again in a moment.
    const isLast = this.#training === 0;
    const job = await session.database.queue.take({ labels });
    if (!job && isLast && untilEmpty) await this.#endIfEmpty();
    return job;
  }

  /** What is not handed out may still wait: it was put off, here or elsewhere, or its worker was lost. */
  async #endIfEmpty(): Promise<void> {
    const { session, labels, stop, announcer } = this.#options;
    if (performance.now() - this.#askedAtMs < WAITING_INTERVAL_MS) return;
    const waiting = await findWaitingRuns(session.database, labels);
    this.#askedAtMs = performance.now();
    const reasons = waiting.map((runId) => this.#left.get(runId));
    if (reasons.includes(undefined)) return;
    const reason = reasons.at(-1);
    if (reason !== undefined) {
      const count = waiting.length === 1 ? '1 run waits' : `${formatCount(waiting.length)} runs wait`;
      this.#leftReason = `Ends, although ${count}: this machine cannot train what is left. The last: ${reason}`;
      announcer.say(this.#leftReason);
    }
    stop.raise('SIGTERM');
  }

  async #prepare(job: RunJob): Promise<TakenRun | null> {
    const { session, machine, threads, memory } = this.#options;
    const grown = memory.reserve();
    try {
      const plan = await planQueuedRun({ session, runId: job.runId, arguments: this.#options.arguments });
      const needed = threadsOf(plan.config, machine);
      await this.#waitForThreads(job, needed);
      const giveBack = threads.take(needed);
      this.#left.delete(job.runId);
      this.#training += 1;
      const release = () => {
        giveBack();
        grown();
        this.#training -= 1;
      };
      return { job, plan, grown, release };
    } catch (error) {
      grown();
      await this.leave({ job, error });
      return null;
    }
  }

  async #waitForThreads({ runId }: RunJob, needed: number): Promise<void> {
    const { threads, stop, session, onError } = this.#options;
    if (!threads.isFree(needed)) {
      const reason = `Waits for ${needed} threads of ${os.hostname()}, until what is trained there has ended.`;
      await noteWaiting(session.database, { runId, reason }).catch(onError);
    }
    await threads.untilFree(needed, stop.signal).catch(() => {
      throw new LatenError('INTERRUPTED', 'The worker was stopped before the run began.');
    });
  }
}
