import type { ErrorCode, NewArtifact, Point, RunConfig } from '@laten/shared';

/**
 * What supervisor and training child say to each other, over Node's IPC channel with structured clone, for one run after
 * another: from `start` to `ended` or `failed`.
 * The child knows no database; the supervisor knows no tensor.
 */

/** ToChild is what a supervisor says. */
export type ToChild =
  | {
      readonly type: 'start';
      readonly config: RunConfig;
      readonly home: string;
      /** The bytes of a checkpoint to go on from, or null to begin. */
      readonly checkpoint: Uint8Array | null;
    }
  /** Finish the step, write a checkpoint, and end the run. */
  | { readonly type: 'stop' };

/** FromChild is what a training child says. */
export type FromChild =
  | { readonly type: 'ready'; readonly ready: TrainingReady }
  | { readonly type: 'step'; readonly values: StepValues }
  | {
      readonly type: 'epoch';
      readonly epoch: number;
      readonly step: number;
      readonly points: readonly Point[];
    }
  /** Nothing to record, but at work: an evaluation can take long. */
  | { readonly type: 'alive' }
  | { readonly type: 'artifact'; readonly artifact: NewArtifact }
  /** Every ten seconds. It comes from a timer, so it says nothing of progress. */
  | ({ readonly type: 'usage' } & ProcessUsage)
  | EndedMessage
  | { readonly type: 'failed'; readonly code: ErrorCode | null; readonly message: string };

/** EndedMessage is the last word of a run that ended in order. The process waits for the next run. */
export type EndedMessage = {
  readonly type: 'ended';
  readonly how: 'finished' | 'stopped';
  readonly step: number;
  readonly epoch: number;
  /** Of the process, over all its runs. */
  readonly peakRssBytes: number;
  readonly rssBytes: number;
  /** Tensors that the run has left behind: 0. */
  readonly leakedTensors: number;
};

/** ProcessUsage is what a process takes of its machine. */
export type ProcessUsage = {
  /** Since the last time; 100 is one core. */
  readonly cpuPercent: number;
  readonly rssBytes: number;
};

/** TrainingReady says what the child is about to do, once data and native TensorFlow are loaded. */
export type TrainingReady = {
  readonly startStep: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly trainImages: number;
  readonly validationImages: number;
  readonly imageShape: readonly [height: number, width: number, channels: number];
  readonly datasetChecksum: string;
  readonly tensorflow: string;
  readonly tfjs: string;
};

/** StepValues is one finished step: a flat tuple, because one is sent every step. */
export type StepValues = readonly [
  step: number,
  epoch: number,
  loss: number,
  reconstruction: number,
  kl: number,
  imagesPerSecond: number,
  wallTimeMs: number,
];

/** pointsOfStep names the values of a step. */
export function pointsOfStep([
  step,
  epoch,
  loss,
  reconstruction,
  kl,
  imagesPerSecond,
  wallTimeMs,
]: StepValues): Point[] {
  const point = (name: string, value: number): Point => ({ name, step, epoch, value, wallTimeMs });
  return [
    point('loss', loss),
    point('reconstruction_loss', reconstruction),
    point('kl_loss', kl),
    point('images_per_second', imagesPerSecond),
  ];
}
