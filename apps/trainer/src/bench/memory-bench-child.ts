import { resolveConfig } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { loadNativeBackend } from '../backend/load-native-backend.ts';
import { loadDataset } from '../datasets/load-dataset.ts';
import { splitDataset } from '../datasets/splits.ts';
import { trainRun } from '../train/train-run.ts';

/** Trains the reference model for one epoch of all images, with validation, snapshot and checkpoint, and watches memory. */

const { home } = JSON.parse(process.argv[2] ?? '{}') as { home: string };
const { layerOps } = await loadNativeBackend();
const config = resolveConfig({ preset: 'fashion-mnist-conv', overrides: { epochs: 1 }, defaultThreads: 2 });
const dataset = await loadDataset({ dataset: config.dataset, home });

const tensorsAtStep: number[] = [];
let rssAtStep10Bytes = 0;
let steps = 0;
await trainRun({
  config,
  splits: splitDataset(dataset, config),
  test: dataset.test,
  checkpoint: null,
  layerOps,
  report: {
    step: () => {
      steps += 1;
      tensorsAtStep.push(tf.memory().numTensors);
      if (steps === 10) rssAtStep10Bytes = process.memoryUsage.rss();
    },
    epoch: () => {},
    artifact: () => {},
    alive: () => {},
  },
  shouldStop: () => false,
  yieldOnce: () => new Promise((resolve) => setImmediate(resolve)),
  nowMs: Date.now,
  checkpointEveryMs: Number.POSITIVE_INFINITY,
});
process.stdout.write(
  `${JSON.stringify({
    steps,
    tensorsAtStep10: tensorsAtStep[9],
    tensorsAtEnd: tensorsAtStep.at(-1),
    mostTensorsAfterStep10: Math.max(...tensorsAtStep.slice(9)),
    rssAtStep10Bytes,
    rssAtEndBytes: process.memoryUsage.rss(),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  })}\n`,
);
