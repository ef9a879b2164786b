import { isLatenError } from '@laten/shared';
import { loadNativeBackend } from '../backend/load-native-backend.ts';
import { loadDataset } from '../datasets/load-dataset.ts';
import { splitDataset } from '../datasets/splits.ts';
import { decodeCheckpoint } from './checkpoint.ts';
import type { FromChild, ToChild } from './protocol.ts';
import { trainRun } from './train-run.ts';

/**
 * The training child: a process of its own, so that training blocks nobody and its death is noticed. Its supervisor
 * speaks to it over IPC; when the channel closes, it exits.
 */

const CHECKPOINT_EVERY_MS = 5 * 60 * 1000;

let stopRequested = false;

function send(message: FromChild): void {
  process.send?.(message);
}

/** Ends only after the channel has taken everything: `process.exit` would drop what is still queued. */
function endAfter(message: FromChild): void {
  process.send?.(message, () => process.disconnect());
}

/** Lets messages in. */
function yieldOnce(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function peakRssBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

async function main({ config, home, checkpoint }: Extract<ToChild, { type: 'start' }>): Promise<void> {
  const [dataset, backend] = await Promise.all([
    loadDataset({ dataset: config.dataset, home }),
    loadNativeBackend(),
  ]);
  await yieldOnce();
  // Nothing has been recorded yet: the supervisor leaves it so.
  if (stopRequested) {
    endAfter({ type: 'ended', how: 'stopped', step: 0, epoch: 0, peakRssBytes: peakRssBytes() });
    return;
  }
  const splits = splitDataset(dataset, config);
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
  endAfter({ type: 'ended', ...end, peakRssBytes: peakRssBytes() });
}

process.on('message', (message: ToChild) => {
  if (message.type === 'stop') {
    stopRequested = true;
    return;
  }
  main(message).catch((error: unknown) => {
    const known = isLatenError(error);
    if (!known) console.error(error);
    const text = error instanceof Error ? error.message : String(error);
    endAfter({ type: 'failed', code: known ? error.code : null, message: text });
  });
});

// Ctrl-C reaches the whole process group; the supervisor decides what it means.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
