import { type Adam, createAdam, createVae, exportWeights, type LayerOps, type Vae } from '@laten/model';
import { type NewArtifact, NonFiniteLossError, type Point, type RunConfig } from '@laten/shared';
import { chooseEvaluationImages, type Splits } from '../datasets/splits.ts';
import { type BestEpoch, type Checkpoint, encodeCheckpoint } from './checkpoint.ts';
import { createEpochOrder } from './epoch-order.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { pointsOfEvaluation } from './evaluation-points.ts';
import type { StepValues } from './protocol.ts';
import { evaluationImagesArtifact, takeSnapshot } from './snapshot.ts';
import { trainBatch } from './train-batch.ts';
import { createTrainStep, type TrainStep } from './train-step.ts';
import { validationSheetArtifact } from './validation-sheet.ts';

/**
 * Trains one run, from the beginning or from a checkpoint, and reports what happens. It knows no process, database
 * or file: it is given images and a reporter.
 */

/** Receives what a training produces, in order. None of its functions may wait. */
type TrainingReport = {
  step(values: StepValues): void;
  epoch(input: { epoch: number; step: number; points: Point[] }): void;
  artifact(artifact: NewArtifact): void;
  /** Said between the batches of an evaluation. */
  alive(): void;
};

/** TrainRunInput is what a training needs. */
export type TrainRunInput = {
  readonly config: RunConfig;
  readonly splits: Splits;
  /** The test images: measured once at the end of a run whose validation images are held out. */
  readonly test: Splits['validation'];
  readonly checkpoint: Checkpoint | null;
  /** How the layers are computed: natively in a training child. */
  readonly layerOps: LayerOps;
  readonly report: TrainingReport;
  /** Asked after every step; true ends the training with a checkpoint. */
  readonly shouldStop: () => boolean;
  /** Lets messages in; awaited once a step. */
  readonly yieldOnce: () => Promise<void>;
  readonly nowMs: () => number;
  readonly checkpointEveryMs: number;
};

/** TrainingEnd says where a training ended. */
export type TrainingEnd = {
  readonly how: 'finished' | 'stopped';
  readonly step: number;
  readonly epoch: number;
};

/** trainRun trains until the last epoch or until it is told to stop. Throws NonFiniteLossError. Leaves no tensor behind. */
export async function trainRun(input: TrainRunInput): Promise<TrainingEnd> {
  const training = createTraining(input);
  try {
    if (training.step === 0) {
      input.report.artifact(evaluationImagesArtifact(input.splits.validation, training.evaluationImages));
    }
    while (training.epoch < input.config.epochs) {
      if ((await trainEpoch(input, training)) === 'stopped')
        return { how: 'stopped', ...positionOf(training) };
      if ((await closeEpoch(input, training)) === 'stopped')
        return { how: 'stopped', ...positionOf(training) };
      if (input.shouldStop() && training.epoch < input.config.epochs) {
        return { how: 'stopped', ...positionOf(training) };
      }
    }
    return { how: 'finished', ...positionOf(training) };
  } finally {
    training.adam.dispose();
    training.vae.dispose();
  }
}

type Training = {
  readonly vae: Vae;
  readonly adam: Adam;
  readonly trainStep: TrainStep;
  readonly stepsPerEpoch: number;
  readonly evaluationImages: readonly number[];
  step: number;
  /** Finished epochs. */
  epoch: number;
  best: BestEpoch | null;
  checkpointAtMs: number;
};

function createTraining({ config, splits, checkpoint, layerOps, nowMs }: TrainRunInput): Training {
  const imageShape = [splits.train.height, splits.train.width, 1] as const;
  const vae = createVae({ config, imageShape, weights: checkpoint?.weights, layerOps });
  const adam = createAdam({ variables: vae.variables, learningRate: config.learningRate });
  if (checkpoint) adam.importSlots(checkpoint.adam);
  return {
    vae,
    adam,
    trainStep: createTrainStep({ vae, adam }),
    stepsPerEpoch: Math.ceil(splits.train.count / config.batchSize),
    evaluationImages: chooseEvaluationImages(splits.validation.labels),
    step: checkpoint?.step ?? 0,
    epoch: checkpoint?.epoch ?? 0,
    best: checkpoint?.best ?? null,
    checkpointAtMs: nowMs(),
  };
}

function positionOf({ step, epoch }: Training): { step: number; epoch: number } {
  return { step, epoch };
}

/** Trains what is left of the current epoch. Stopped in the middle, it leaves a checkpoint. */
async function trainEpoch(input: TrainRunInput, training: Training): Promise<'done' | 'stopped'> {
  const { config, splits, report } = input;
  const order = createEpochOrder({ config, count: splits.train.count, epoch: training.epoch });
  const end = (training.epoch + 1) * training.stepsPerEpoch;
  while (training.step < end) {
    const startedMs = performance.now();
    const batch = order.batch(training.step - training.epoch * training.stepsPerEpoch);
    const losses = trainBatch({ ...training, config, images: splits.train, batch });
    training.step += 1;
    const imagesPerSecond = (batch.length * 1000) / (performance.now() - startedMs);
    const { loss, reconstruction, kl } = losses;
    report.step([
      training.step,
      training.epoch + 1,
      loss,
      reconstruction,
      kl,
      imagesPerSecond,
      input.nowMs(),
    ]);
    refuseNonFinite(training.step, losses);
    await input.yieldOnce();
    const inside = training.step < end;
    if (inside && input.shouldStop()) {
      saveCheckpoint(input, training);
      return 'stopped';
    }
    if (inside && input.nowMs() - training.checkpointAtMs >= input.checkpointEveryMs)
      saveCheckpoint(input, training);
  }
  return 'done';
}

/** The parts before their sum: the error names what broke, not what it broke. */
function refuseNonFinite(step: number, losses: { reconstruction: number; kl: number; loss: number }): void {
  const parts = [
    ['reconstruction_loss', losses.reconstruction],
    ['kl_loss', losses.kl],
    ['loss', losses.loss],
  ] as const;
  for (const [part, value] of parts) {
    if (!Number.isFinite(value)) throw new NonFiniteLossError(step, part, value);
  }
}

/**
 * Measures, draws and saves at the end of an epoch. The checkpoint comes last: what it stands for is recorded by then.
 * Stopped while it measures, it leaves a checkpoint from which the epoch is measured anew.
 */
async function closeEpoch(input: TrainRunInput, training: Training): Promise<'done' | 'stopped'> {
  const { splits, report } = input;
  const { vae, step, evaluationImages } = training;
  const epoch = training.epoch + 1;
  const measured = await measureEpoch(input, training);
  if (!measured) {
    saveCheckpoint(input, training);
    return 'stopped';
  }
  const { evaluation, points } = measured;
  report.epoch({ epoch, step, points });
  for (const artifact of takeSnapshot({
    vae,
    validation: splits.validation,
    evaluationImages,
    evaluation,
    step,
    epoch,
  })) {
    report.artifact(artifact);
  }
  // Of no use before there are latents, and too slow for the start.
  if (epoch === 1) report.artifact(validationSheetArtifact(splits.validation));
  training.epoch = epoch;
  if (
    Number.isFinite(evaluation.nelbo) &&
    evaluation.nelbo < (training.best?.nelbo ?? Number.POSITIVE_INFINITY)
  ) {
    training.best = { step, nelbo: evaluation.nelbo };
  }
  saveCheckpoint(input, training);
  return 'done';
}

/** Thrown out of an evaluation that nobody waits for any more. */
class StoppedWhileMeasuring extends Error {}

/** The held-out losses at the end of an epoch, or null when the training is told to stop meanwhile. */
async function measureEpoch(
  input: TrainRunInput,
  { vae, step, epoch }: Training,
): Promise<{ evaluation: Evaluation; points: Point[] } | null> {
  const { config, splits, report } = input;
  const pause = async () => {
    report.alive();
    await input.yieldOnce();
    if (input.shouldStop()) throw new StoppedWhileMeasuring();
  };
  const how = { vae, seed: config.seed, pause };
  try {
    const evaluation = await evaluate({ ...how, images: splits.validation, stream: 'validation-epsilon' });
    const at = { step, epoch: epoch + 1, wallTimeMs: input.nowMs() };
    const points = pointsOfEvaluation({ evaluation, prefix: 'val', beta: config.beta, at });
    if (epoch + 1 < config.epochs || config.validation === 'test') return { evaluation, points };
    const test = await evaluate({ ...how, images: input.test, stream: 'test-epsilon' });
    points.push(...pointsOfEvaluation({ evaluation: test, prefix: 'test', beta: config.beta, at }));
    return { evaluation, points };
  } catch (error) {
    if (error instanceof StoppedWhileMeasuring) return null;
    throw error;
  }
}

function saveCheckpoint({ config, splits, report, nowMs }: TrainRunInput, training: Training): void {
  const { vae, adam, step, epoch, best } = training;
  const imageShape = [splits.train.height, splits.train.width, 1] as const;
  const checkpoint = { config, imageShape, step, epoch, beta: config.beta, best };
  report.artifact({
    name: 'checkpoint.zip',
    kind: 'checkpoint',
    step,
    epoch,
    mediaType: 'application/zip',
    bytes: encodeCheckpoint({ ...checkpoint, weights: exportWeights(vae), adam: adam.exportSlots() }),
    retention: { rule: 'last', keep: 2, bestStep: best?.step ?? null },
  });
  training.checkpointAtMs = nowMs();
}
