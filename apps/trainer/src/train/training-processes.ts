import type { RunConfig } from '@laten/shared';
import { nativeEnvironment } from '../backend/native-environment.ts';
import type { EndedMessage, FromChild } from './protocol.ts';
import {
  type ChildHandlers,
  spawnTrainingProcess,
  type TrainingChild,
  type TrainingProcess,
} from './training-child.ts';

/**
 * The training processes of a worker. One that has ended a run and holds nothing of it stays for the next run with the same
 * threads and kernels, so that native TensorFlow and the images are loaded once.
 */
export interface TrainingProcesses {
  /** begin gives a run a process, a waiting one if there is one. Throws, or `done` rejects with, LatenError (BACKEND_MISSING). */
  begin(input: ChildHandlers & { config: Pick<RunConfig, 'threads' | 'deterministic'> }): TrainingChild;
  /** Memory that the waiting processes hold: it is there for the next run. */
  idleBytes(): number;
  /** close ends the waiting processes. One that trains ends when its run does. */
  close(): void;
}

/** TrainingProcessesOptions say how many processes stay, and for how long. */
export type TrainingProcessesOptions = {
  readonly environment: NodeJS.ProcessEnv;
  /** Processes that wait at once, at most; 0 keeps none. */
  readonly mostIdle: number;
  /** (Default: 60 s.) */
  readonly idleAfterMs?: number;
  /** A process is replaced after so many runs. (Default: 100.) */
  readonly mostRuns?: number;
  /** A process that has grown beyond this is replaced. (Default: 1 GiB, the reference model's 0.8 GiB and a quarter.) */
  readonly mostRssBytes?: number;
  /** (Default: a process of this machine.) */
  readonly spawn?: typeof spawnTrainingProcess;
};

const IDLE_AFTER_MS = 60_000;
const MOST_RUNS = 100;
const MOST_RSS_BYTES = 2 ** 30;

/** createTrainingProcesses returns a keeper that has no process yet. */
export function createTrainingProcesses(options: TrainingProcessesOptions): TrainingProcesses {
  return new WarmProcesses({
    idleAfterMs: IDLE_AFTER_MS,
    mostRuns: MOST_RUNS,
    mostRssBytes: MOST_RSS_BYTES,
    spawn: spawnTrainingProcess,
    ...options,
  });
}

type Warm = {
  readonly process: TrainingProcess;
  /** What native TensorFlow was loaded with. */
  readonly kernels: string;
  runs: number;
};
type Idle = Warm & { readonly rssBytes: number; readonly timer: ReturnType<typeof setTimeout> };

class WarmProcesses implements TrainingProcesses {
  readonly #options: Required<TrainingProcessesOptions>;
  /** The one that has waited longest first. */
  readonly #idle: Idle[] = [];
  #closed = false;

  constructor(options: Required<TrainingProcessesOptions>) {
    this.#options = options;
  }

  begin({ config, onMessage, onLine }: Parameters<TrainingProcesses['begin']>[0]): TrainingChild {
    const warm = this.#take(config);
    warm.runs += 1;
    let ended: EndedMessage | null = null;
    const note = (message: FromChild) => {
      if (message.type === 'ended') ended = message;
      onMessage(message);
    };
    const child = warm.process.begin({ onMessage: note, onLine });
    child.done.then(
      (exit) => {
        if (exit === null && ended) this.#keepOrEnd(warm, ended);
      },
      () => undefined,
    );
    return child;
  }

  idleBytes(): number {
    return this.#idle.reduce((sum, { rssBytes }) => sum + rssBytes, 0);
  }

  close(): void {
    this.#closed = true;
    for (const idle of [...this.#idle]) this.#end(idle);
  }

  /** A process that does not fit makes room for the one that is started instead. */
  #take(config: Pick<RunConfig, 'threads' | 'deterministic'>): Warm {
    const kernels = JSON.stringify(nativeEnvironment(config));
    const fitting = this.#idle.findLast((idle) => idle.kernels === kernels);
    if (fitting) {
      this.#forget(fitting);
      return fitting;
    }
    const [longest] = this.#idle;
    if (longest) this.#end(longest);
    const { spawn, environment } = this.#options;
    return { process: spawn({ config, environment }), kernels, runs: 0 };
  }

  #keepOrEnd({ process, kernels, runs }: Warm, { rssBytes, leakedTensors }: EndedMessage): void {
    const { mostIdle, mostRuns, mostRssBytes, idleAfterMs } = this.#options;
    const isFit = leakedTensors === 0 && runs < mostRuns && rssBytes <= mostRssBytes;
    if (this.#closed || !isFit || this.#idle.length >= mostIdle) {
      process.kill();
      return;
    }
    const timer = setTimeout(() => this.#end(idle), idleAfterMs);
    const idle: Idle = { process, kernels, runs, rssBytes, timer };
    this.#idle.push(idle);
    process.exited.then(
      () => this.#forget(idle),
      () => undefined,
    );
  }

  #end(idle: Idle): void {
    this.#forget(idle);
    idle.process.kill();
  }

  #forget(idle: Idle): void {
    clearTimeout(idle.timer);
    const index = this.#idle.indexOf(idle);
    if (index !== -1) this.#idle.splice(index, 1);
  }
}
