import os from 'node:os';
import {
  type AttemptStart,
  createRunRecorder,
  LatenError,
  type NewArtifact,
  type NewRun,
  type RunConfig,
  type RunVersion,
} from '@laten/shared';
import { inheritedEnvironment } from '../env.ts';
import { openSpoolFile } from '../spool/spool-file.ts';
import { readMachineRoom } from '../system/machine-room.ts';
import { pointsOfStep } from '../train/protocol.ts';
import { createRunLog } from '../train/run-log.ts';
import {
  createSupervisor,
  type ProgressEvent,
  type StopRequest,
  type SupervisedEnd,
} from '../train/supervise-run.ts';
import { spawnTrainingChild } from '../train/training-child.ts';
import type { TrainingProcesses } from '../train/training-processes.ts';
import type { RunView } from '../view/run-view.ts';
import type { Session } from './session.ts';
import type { StopSignals } from './stop-signals.ts';
import { supervisorName } from './supervisor-name.ts';

/** AttemptPlan is a run to begin or to go on with. */
export type AttemptPlan = {
  readonly runId: string;
  readonly name: string;
  readonly config: RunConfig;
  /** What the run's row is to hold from now on, when it differs: more epochs. */
  readonly newConfig?: RunConfig;
  /** What an existing run was when this plan was made. */
  readonly plannedFrom?: RunVersion;
  /** A new run's row; its environment gains what the training child finds out. */
  readonly create?: NewRun;
  /** Where a resumed run goes on: its checkpoint, and the log so far. */
  readonly resume?: ResumePoint;
  /** Of the first attempt of a run whose row was made before anybody knew where it would be trained. */
  readonly environment?: NewRun['environment'];
  /** The run is RUNNING, and its supervisor is known to be gone. */
  readonly takeOver?: boolean;
  /** SHA-256 of the images that the run began with; others are refused. */
  readonly datasetChecksum?: string;
  readonly firstArtifacts: readonly NewArtifact[];
  /** Who holds the run: a terminal cancels it at Ctrl-C, a worker hands it back. */
  readonly holder: 'terminal' | 'worker';
};

/** ResumePoint is what an earlier attempt left to go on from. */
export type ResumePoint = {
  readonly step: number;
  readonly epoch: number;
  readonly checkpoint: Uint8Array;
  readonly log: string;
  /** The last values of the series so far. */
  readonly metrics: Readonly<Record<string, number>>;
};

/** A worker that is told to stop is gone within 10 s: so long it waits for the checkpoint, and then goes without one. */
const HAND_BACK_WITHIN_MS = 5_000;

/** runAttempt trains one attempt to its end, recorded and shown. Throws when it cannot begin. */
export async function runAttempt(input: {
  session: Session;
  plan: AttemptPlan;
  view: RunView;
  signals: Pick<StopSignals, 'subscribe'>;
  /** Where the training process comes from. (Default: one is started for the run, and goes with it.) */
  processes?: Pick<TrainingProcesses, 'begin'>;
}): Promise<SupervisedEnd> {
  const { session, plan, view, signals, processes } = input;
  const metrics: Record<string, number> = { ...plan.resume?.metrics };
  const log = createRunLog({ now: () => new Date(), earlier: plan.resume?.log });
  const warn = (message: string) => {
    log.write(message);
    view.warn(message);
  };
  const recorder = createRunRecorder({
    store: session.store,
    warn,
    openSpool: (attempt) => openSpoolFile({ home: session.home, address: session.database.address, attempt }),
    onSuperseded: () => supervisor.stop({ kind: 'cancel', reason: 'another attempt has taken the run over' }),
  });
  const holder = await supervisorName();
  const supervisor = createSupervisor({
    config: plan.config,
    home: session.home,
    checkpoint: plan.resume?.checkpoint ?? null,
    recorder,
    log,
    firstArtifacts: plan.firstArtifacts,
    beginChild: (handlers) =>
      processes
        ? processes.begin({ config: plan.config, ...handlers })
        : spawnTrainingChild({ config: plan.config, environment: inheritedEnvironment(), ...handlers }),
    readRoom: () => readMachineRoom(session.home),
    describeStart: (ready) => {
      requireSameImages(plan, ready.datasetChecksum);
      return describeStart(plan, holder, {
        dataset: { name: plan.config.dataset, sha256: ready.datasetChecksum },
        tensorflow: ready.tensorflow,
        tfjs: ready.tfjs,
        imageShape: ready.imageShape,
      });
    },
    onProgress: (event) => {
      rememberLast(metrics, event);
      view.progress(event);
    },
  });
  const unsubscribe = signals.subscribe((signal) => supervisor.stop(stopRequestOf(plan, signal)));
  try {
    const end = await supervisor.run();
    view.end({ runId: plan.runId, end, metrics });
    return end;
  } finally {
    unsubscribe();
  }
}

function stopRequestOf({ holder }: AttemptPlan, signal: NodeJS.Signals): StopRequest {
  if (holder === 'terminal') return { kind: 'cancel', reason: `stopped by ${signal}` };
  return {
    kind: 'hand-back',
    reason: `Its worker on ${os.hostname()} was stopped (${signal}). It goes on from its checkpoint.`,
    withinMs: HAND_BACK_WITHIN_MS,
  };
}

/** A curve goes on only over the images that it began with. */
function requireSameImages(plan: AttemptPlan, found: string): void {
  if (plan.datasetChecksum === undefined || plan.datasetChecksum === found) return;
  throw new LatenError(
    'DATASET_CORRUPT',
    `The images of "${plan.config.dataset}" have changed since this run began: SHA-256 ${plan.datasetChecksum.slice(0, 12)}… then, ${found.slice(0, 12)}… now. Put the old ones back, or start a new run.`,
  );
}

function describeStart(
  plan: AttemptPlan,
  holder: string,
  found: Readonly<Record<string, unknown>>,
): AttemptStart {
  const { resume, create, environment } = plan;
  return {
    runId: plan.runId,
    by: plan.holder,
    create: create && { ...create, environment: { ...create.environment, ...found } },
    environment: environment && { ...environment, ...found },
    config: plan.newConfig,
    plannedFrom: plan.plannedFrom,
    keepThroughStep: resume?.step ?? null,
    takeOver: plan.takeOver,
    supervisor: holder,
    progress: {
      step: resume?.step ?? 0,
      epoch: resume?.epoch ?? 0,
      totalSteps: 0,
      totalEpochs: plan.config.epochs,
    },
  };
}

function rememberLast(metrics: Record<string, number>, event: ProgressEvent): void {
  if (event.type === 'started') return;
  const points = event.type === 'step' ? pointsOfStep(event.values) : event.points;
  for (const { name, value } of points) metrics[name] = value;
}
