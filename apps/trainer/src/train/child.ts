import { isLatenError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { loadNativeBackend } from '../backend/load-native-backend.ts';
import { decodeCheckpoint } from './checkpoint.ts';
import { createDatasetCache } from './dataset-cache.ts';
import type { FromChild, ToChild } from './protocol.ts';
import { trainRun } from './train-run.ts';
import { reportUsage } from './usage.ts';

/**
 * The training child: a process of its own, so that training blocks nobody and its death is noticed. It trains one run after
 * another, as its supervisor says over IPC; when the channel closes, it exits.
 */

const CHECKPOINT_EVERY_MS = 5 * 60 * 1000;

let stopRequested = false;
const loadImages = createDatasetCache();

function send(message: FromChild): void {
  process.send?.(message);
}

/** Lets messages in. */
function yieldOnce(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Trains a run and returns its last word. */
async function train({ config, home, checkpoint }: Extract<ToChild, { type: 'start' }>): Promise<FromChild> {
  const [{ dataset, splits }, backend] = await Promise.all([
    loadImages({ config, home }),
    loadNativeBackend(),
  ]);
  const tensors = tf.memory().numTensors;
  const ended = (end: { how: 'finished' | 'stopped'; step: number; epoch: number }): FromChild => ({
    type: 'ended',
    ...end,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    rssBytes: process.memoryUsage.rss(),
    leakedTensors: tf.memory().numTensors - tensors,
  });
  await yieldOnce();
  // Nothing has been recorded yet: the supervisor leaves it so.
  if (stopRequested) return ended({ how: 'stopped', step: 0, epoch: 0 });
  const resumed = checkpoint ? decodeCheckpoint(checkpoint) : null;
  const stepsPerEpoch = Math.ceil(splits.train.count / config.batchSize);
  send({
    type: 'ready',
    ready: {
      startStep: resumed?.step ?? 0,
      stepsPerEpoch,
      totalSteps: stepsPerEpoch * config.epochs,
      trainImages: splits.train.count,
      validationImages: splits.validation.count,
      imageShape: [splits.train.height, splits.train.width, 1],
      datasetChecksum: dataset.checksum,
      tensorflow: backend.tensorflow,
      tfjs: backend.tfjs,
    },
  });
  const end = await trainRun({
    config,
    splits,
    test: dataset.test,
    checkpoint: resumed,
    layerOps: backend.layerOps,
    report: {
      step: (values) => send({ type: 'step', values }),
      epoch: (epoch) => send({ type: 'epoch', ...epoch }),
      artifact: (artifact) => send({ type: 'artifact', artifact }),
      alive: () => send({ type: 'alive' }),
    },
    shouldStop: () => stopRequested,
    yieldOnce,
    nowMs: Date.now,
    checkpointEveryMs: CHECKPOINT_EVERY_MS,
  });
  return ended(end);
}

function describeFailure(error: unknown): FromChild {
  const known = isLatenError(error);
  if (!known) console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'failed', code: known ? error.code : null, message };
}

async function main(start: Extract<ToChild, { type: 'start' }>): Promise<void> {
  stopRequested = false;
  const endUsage = reportUsage((usage) => send({ type: 'usage', ...usage }));
  const last = await train(start).catch(describeFailure);
  endUsage();
  send(last);
}

process.on('message', (message: ToChild) => {
  if (message.type === 'stop') stopRequested = true;
  else void main(message);
});

// Ctrl-C reaches the whole process group; the supervisor decides what it means.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
