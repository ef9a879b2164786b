import os from 'node:os';
import {
  type AttemptStart,
  CANCELED_ON_REQUEST,
  HEARTBEAT_INTERVAL_MS,
  LatenError,
  type NewArtifact,
  type Point,
  type RunConfig,
  type RunOutcome,
  type RunProgress,
  type RunRecorder,
  type RunRequests,
} from '@laten/shared';
import type { MachineRoom } from '../system/machine-room.ts';
import { type FromChild, type ProcessUsage, pointsOfStep, type TrainingReady } from './protocol.ts';
import type { RunLog } from './run-log.ts';
import { pointsOfUsage } from './system-points.ts';
import type { ChildHandlers, ProcessExit, TrainingChild } from './training-child.ts';

/**
 * Watches over one attempt of one run: feeds what the training child says to the recorder, beats, obeys requests and
 * signals, and decides how the attempt ended. Recorder, child and log come in as arguments.
 */

/** A beating supervisor whose child says nothing for this long gives the run up. */
const STALL_AFTER_MS = 10 * 60 * 1000;

/** How often a supervisor looks for requests: a cancel acts within two seconds of the click, checkpoint included. */
const ASK_INTERVAL_MS = 400;

/**
 * A child that was asked to stop and has not ended after this long is killed; its newest checkpoint counts then. One whose
 * messages come slowly, because its images are large, has so many times its longest silence.
 */
const STOP_WITHIN_MS = 8_000;
const STOP_WITHIN_SILENCES = 3;

const PAUSED_REASON = 'Its sweep was paused. It goes on from its checkpoint.';

/** SupervisedRun is an attempt to watch over. */
export type SupervisedRun = {
  readonly config: RunConfig;
  readonly home: string;
  readonly checkpoint: Uint8Array | null;
  readonly recorder: RunRecorder;
  readonly log: RunLog;
  readonly beginChild: (handlers: ChildHandlers) => TrainingChild;
  /** What the machine has left, for the system metrics. (Default: those are not logged.) */
  readonly readRoom?: () => Promise<MachineRoom>;
  /** Called when data and backend are loaded and the run may be created. */
  readonly describeStart: (ready: TrainingReady) => AttemptStart;
  /** Artifacts to store at the beginning, such as the dirty diff. */
  readonly firstArtifacts: readonly NewArtifact[];
  /** What the person at the terminal sees. */
  readonly onProgress: (event: ProgressEvent) => void;
  /** Once the run has begun; to load it has 10 minutes in any case. (Default: 10 minutes.) */
  readonly stallAfterMs?: number;
  /** The least. (Default: 8 s.) */
  readonly stopWithinMs?: number;
};

/** ProgressEvent is what a view draws. */
export type ProgressEvent =
  | {
      readonly type: 'started';
      readonly runId: string;
      readonly attempt: number;
      readonly ready: TrainingReady;
    }
  | Extract<FromChild, { type: 'step' | 'epoch' }>;

/** StopRequest is why a run is asked to stop before its end. */
export type StopRequest = {
  /** `cancel` ends in CANCELED, `hand-back` in QUEUED. */
  readonly kind: 'cancel' | 'hand-back';
  readonly reason: string;
  /** The most time for a checkpoint, whatever a step takes. (Default: `stopWithinMs`, or three times the longest silence.) */
  readonly withinMs?: number;
};

/** SupervisedEnd is how the attempt ended, and where that was written. */
export type SupervisedEnd = {
  readonly outcome: RunOutcome;
  readonly recorded: Awaited<ReturnType<RunRecorder['finish']>>;
};

/** Supervisor runs one attempt. */
export type Supervisor = {
  /** run trains to an end. Throws only when the run could not begin: bad data, no backend, a refusing store. */
  run(): Promise<SupervisedEnd>;
  /**
   * stop asks for a checkpoint and the end; asked a second time, or not obeyed in time, it ends at once. A checkpoint that is
   * already being made, because a cancel or a pause was asked for in the database, is waited for as long as the request says.
   */
  stop(request: StopRequest): void;
};

/** createSupervisor returns a supervisor for one attempt. */
export function createSupervisor(supervised: SupervisedRun): Supervisor {
  return new RunSupervisor(supervised);
}

type ChildEnd = Extract<FromChild, { type: 'ended' | 'failed' }>;

class RunSupervisor implements Supervisor {
  readonly #run: SupervisedRun;
  readonly #startedMs = performance.now();
  #child: TrainingChild | null = null;
  #killer: ReturnType<typeof setTimeout> | undefined;
  #killAtMs = Number.POSITIVE_INFINITY;
  #progress: RunProgress = { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 };
  /** The newest step, until the system metrics of it are logged. */
  #unmeasuredStep: Pick<Point, 'step' | 'epoch' | 'wallTimeMs'> | null = null;
  #lastMessageMs = performance.now();
  /** Between two messages since it is ready; loading says nothing of a step. */
  #longestSilenceMs = 0;
  #stopRequest: StopRequest | null = null;
  /** Whether somebody has called `stop`. What is asked for in the database does not. */
  #isToldToStop = false;
  #stalled = false;
  #end: ChildEnd | null = null;
  #begin: Promise<void> | null = null;
  #beginError: unknown = null;

  constructor(supervised: SupervisedRun) {
    this.#run = supervised;
  }

  get #stallAfterMs(): number {
    return this.#run.stallAfterMs ?? STALL_AFTER_MS;
  }

  async run(): Promise<SupervisedEnd> {
    const child = this.#beginChild();
    const beats = setInterval(() => this.#beat(), HEARTBEAT_INTERVAL_MS);
    const asks = setInterval(() => this.#obey(this.#run.recorder.requests()), ASK_INTERVAL_MS);
    try {
      const exit = await child.done;
      await this.#begin;
      if (this.#beginError) throw this.#beginError;
      if (!this.#begin) throw this.#failureBeforeStart(exit);
      return await this.#finish(this.#outcome(exit));
    } finally {
      clearInterval(beats);
      clearInterval(asks);
      clearTimeout(this.#killer);
    }
  }

  stop(request: StopRequest): void {
    if (this.#isToldToStop) {
      this.#child?.kill();
      return;
    }
    this.#isToldToStop = true;
    this.#askToStop(request);
  }

  /** The first request says how the attempt ends; a later one can only leave less time. */
  #askToStop(request: StopRequest): void {
    if (!this.#stopRequest) {
      this.#stopRequest = request;
      this.#run.log.write(`stopping: ${request.reason}`);
      this.#child?.stop();
      this.#noteSilence();
    }
    const patienceMs = Math.max(
      this.#run.stopWithinMs ?? STOP_WITHIN_MS,
      STOP_WITHIN_SILENCES * this.#longestSilenceMs,
    );
    this.#killWithin(request.withinMs ?? patienceMs);
  }

  #killWithin(durationMs: number): void {
    const killAtMs = performance.now() + durationMs;
    if (killAtMs >= this.#killAtMs) return;
    this.#killAtMs = killAtMs;
    clearTimeout(this.#killer);
    this.#killer = setTimeout(() => this.#child?.kill(), durationMs);
  }

  #beginChild(): TrainingChild {
    const { config, home, checkpoint, log } = this.#run;
    const child = this.#run.beginChild({
      onMessage: (message) => this.#receive(message),
      onLine: (line) => log.write(line),
    });
    this.#child = child;
    this.#lastMessageMs = performance.now();
    child.start({ config, home, checkpoint });
    if (this.#stopRequest) child.stop();
    return child;
  }

  #noteSilence(): void {
    if (!this.#begin) return;
    this.#longestSilenceMs = Math.max(this.#longestSilenceMs, performance.now() - this.#lastMessageMs);
  }

  #receive(message: FromChild): void {
    if (message.type === 'usage') {
      void this.#logUsage(message);
      return;
    }
    this.#noteSilence();
    this.#lastMessageMs = performance.now();
    switch (message.type) {
      case 'ready':
        this.#begin = this.#start(message.ready).catch((error: unknown) => {
          this.#beginError = error;
          this.#child?.kill();
        });
        return;
      case 'step':
        this.#run.recorder.log(pointsOfStep(message.values));
        this.#progress = { ...this.#progress, step: message.values[0] };
        this.#unmeasuredStep = {
          step: message.values[0],
          epoch: message.values[1],
          wallTimeMs: message.values[6],
        };
        this.#run.onProgress(message);
        return;
      case 'epoch':
        this.#run.recorder.log(message.points);
        this.#progress = { ...this.#progress, epoch: message.epoch };
        this.#run.log.write(describeEpoch(message));
        this.#run.recorder.saveArtifact(this.#run.log.toArtifact());
        this.#run.onProgress(message);
        return;
      case 'alive':
        return;
      case 'artifact':
        this.#run.recorder.saveArtifact(message.artifact);
        return;
      default:
        this.#end = message;
    }
  }

  async #start(ready: TrainingReady): Promise<void> {
    const { recorder, log, firstArtifacts, onProgress, config } = this.#run;
    const start = this.#run.describeStart(ready);
    this.#progress = { ...start.progress, totalSteps: ready.totalSteps, totalEpochs: config.epochs };
    const { attempt } = await recorder.start({ ...start, progress: this.#progress });
    log.write(
      `attempt ${attempt} of run ${start.runId}: ${ready.trainImages} training images, step ${ready.startStep} of ${ready.totalSteps}, TensorFlow ${ready.tensorflow}`,
    );
    for (const artifact of firstArtifacts) recorder.saveArtifact(artifact);
    onProgress({ type: 'started', runId: start.runId, attempt, ready });
  }

  /** System metrics stand at the step that the run is at; a step that takes longer than their interval has one of each. */
  async #logUsage(usage: ProcessUsage): Promise<void> {
    const at = this.#unmeasuredStep;
    this.#unmeasuredStep = null;
    const room = at && (await this.#run.readRoom?.().catch(() => null));
    // What comes after the last word would be a point of an attempt that has ended.
    if (at && room && !this.#end) this.#run.recorder.log(pointsOfUsage({ usage, room, at }));
  }

  #beat(): void {
    const silentMs = performance.now() - this.#lastMessageMs;
    if (silentMs > (this.#begin === null ? STALL_AFTER_MS : this.#stallAfterMs)) {
      this.#stalled = true;
      this.#child?.kill();
      return;
    }
    if (!this.#begin) return;
    this.#obey(this.#run.recorder.heartbeat(this.#progress));
  }

  #obey(asked: Promise<RunRequests | null>): void {
    void asked.then((requests) => {
      if (this.#stopRequest) return;
      if (requests?.cancelRequested) this.#askToStop({ kind: 'cancel', reason: CANCELED_ON_REQUEST });
      else if (requests?.pauseRequested) this.#askToStop({ kind: 'hand-back', reason: PAUSED_REASON });
    });
  }

  #failureBeforeStart(exit: ProcessExit | null): Error {
    if (this.#end?.type === 'failed') {
      const { code, message } = this.#end;
      return code ? new LatenError(code, message) : new Error(message);
    }
    if (this.#stopRequest)
      return new LatenError('INTERRUPTED', 'Stopped before the training began; no run was recorded.');
    return new LatenError(
      'BACKEND_MISSING',
      `The training process ended before it began: ${describeExit(exit)}. \`./laten doctor\` shows whether native TensorFlow works here; a kill may also mean too little memory.`,
    );
  }

  #outcome(exit: ProcessExit | null): RunOutcome {
    const common = { progress: this.#progress, durationMs: performance.now() - this.#startedMs };
    const failed = (reason: string, reasonCode: string): RunOutcome => ({
      status: 'FAILED',
      reason,
      reasonCode,
      ...common,
    });
    if (this.#stalled)
      return failed(`The training made no progress for ${this.#stallAfterMs / 60_000} minutes.`, 'STALLED');
    if (this.#end?.type === 'failed') return failed(this.#end.message, this.#end.code ?? 'INTERNAL');
    if (this.#end?.type === 'ended' && this.#end.how === 'finished') {
      return { status: 'FINISHED', reason: null, reasonCode: null, ...common };
    }
    if (this.#stopRequest) {
      const { kind, reason } = this.#stopRequest;
      return { status: kind === 'cancel' ? 'CANCELED' : 'QUEUED', reason, reasonCode: null, ...common };
    }
    if (exit?.signal) {
      const reason = `Its training process on ${os.hostname()} was killed by ${exit.signal}. If nobody ended it, memory may have run out.`;
      return { status: 'CRASHED', reason, reasonCode: 'CHILD_LOST', ...common };
    }
    return failed(
      `The training process ended in the middle: ${describeExit(exit)}. \`./laten resume\` goes on from the last checkpoint.`,
      'CHILD_LOST',
    );
  }

  async #finish(outcome: RunOutcome): Promise<SupervisedEnd> {
    const { log, recorder } = this.#run;
    const rss =
      this.#end?.type === 'ended' ? `, peak memory ${Math.round(this.#end.peakRssBytes / 2 ** 20)} MiB` : '';
    log.write(
      `${outcome.status}${outcome.reason ? `: ${outcome.reason}` : ''} at step ${outcome.progress.step}${rss}`,
    );
    recorder.saveArtifact(log.toArtifact());
    return { outcome, recorded: await recorder.finish(outcome) };
  }
}

function describeEpoch({ epoch, points }: Extract<FromChild, { type: 'epoch' }>): string {
  const shown = points.filter((point) => !point.name.includes('/'));
  return `epoch ${epoch}: ${shown.map((point) => `${point.name} ${Number(point.value.toPrecision(6))}`).join(', ')}`;
}

function describeExit(exit: ProcessExit | null): string {
  return exit?.signal ? `killed by ${exit.signal}` : `exit code ${exit?.code ?? 'unknown'}`;
}
