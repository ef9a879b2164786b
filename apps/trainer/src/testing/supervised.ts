import {
  type AttemptStart,
  type ConfigOverrides,
  createId,
  createRunRecorder,
  type InMemoryRecordingStore,
  InMemorySpool,
  type Point,
  type RunConfig,
  resolveConfig,
} from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { inheritedEnvironment } from '../env.ts';
import { createRunLog, type RunLog } from '../train/run-log.ts';
import {
  createSupervisor,
  type ProgressEvent,
  type SupervisedEnd,
  type Supervisor,
} from '../train/supervise-run.ts';
import { spawnTrainingChild, type TrainingChild } from '../train/training-child.ts';
import type { TrainingProcesses } from '../train/training-processes.ts';
import { testHome } from './test-home.ts';

/** SupervisedTest is a real training child under a real supervisor, recorded in memory. */
export type SupervisedTest = {
  readonly runId: string;
  readonly child: TrainingChild;
  readonly supervisor: Supervisor;
  readonly log: RunLog;
  readonly warnings: readonly string[];
  run(): Promise<SupervisedEnd>;
};

/** testConfig is a small deterministic config on real images. */
export function testConfig(overrides: ConfigOverrides = {}): RunConfig {
  return resolveConfig({
    preset: 'tiny',
    overrides: { deterministic: true, ...overrides },
    defaultThreads: 1,
  });
}

/** superviseForTest prepares a run of `config`, or goes on with `resume`. `onProgress` sees each event, and the handles. */
export function superviseForTest(input: {
  store: InMemoryRecordingStore;
  config: RunConfig;
  resume?: { runId: string };
  onProgress?: (event: ProgressEvent, test: SupervisedTest) => void;
  stallAfterMs?: number;
  stopWithinMs?: number;
  /** (Default: a process of its own.) */
  processes?: TrainingProcesses;
}): SupervisedTest {
  const { store, config, resume } = input;
  const runId = resume?.runId ?? createId();
  const checkpoint = resume ? newestCheckpoint(store, runId) : null;
  const warnings: string[] = [];
  const log = createRunLog({ now: () => new Date() });
  let spawned: TrainingChild | undefined;
  const describeStart = (): AttemptStart => ({
    ...newRunStart({ runId }),
    keepThroughStep: checkpoint?.step ?? null,
    progress: {
      step: checkpoint?.step ?? 0,
      epoch: checkpoint?.epoch ?? 0,
      totalSteps: 0,
      totalEpochs: config.epochs,
    },
  });
  const supervisor = createSupervisor({
    config,
    home: testHome,
    checkpoint: checkpoint?.bytes ?? null,
    log,
    recorder: createRunRecorder({
      store,
      warn: (message) => warnings.push(message),
      openSpool: async () => new InMemorySpool(),
      flushIntervalMs: 10,
    }),
    beginChild: (handlers) => {
      spawned = input.processes
        ? input.processes.begin({ config, ...handlers })
        : spawnTrainingChild({ config, environment: inheritedEnvironment(), ...handlers });
      return spawned;
    },
    describeStart,
    firstArtifacts: [],
    onProgress: (event) => input.onProgress?.(event, test),
    stallAfterMs: input.stallAfterMs,
    stopWithinMs: input.stopWithinMs,
  });
  const test: SupervisedTest = {
    runId,
    get child() {
      if (!spawned) throw new Error('the child is spawned by run()');
      return spawned;
    },
    supervisor,
    log,
    warnings,
    run: () => supervisor.run(),
  };
  return test;
}

function newestCheckpoint(store: InMemoryRecordingStore, runId: string) {
  const checkpoints = store.artifacts(runId).filter((artifact) => artifact.kind === 'checkpoint');
  return checkpoints.toSorted((a, b) => (b.step ?? 0) - (a.step ?? 0))[0];
}

/** curve returns a series as pairs of step and value. */
export function curve(store: InMemoryRecordingStore, runId: string, name: string): [number, number][] {
  return store.points(runId, name).map(({ step, value }: Point) => [step, value]);
}
