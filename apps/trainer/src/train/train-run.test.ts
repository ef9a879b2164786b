import type { NewArtifact, Point } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { loadForTests } from '../backend/testing/native-backend.ts';
import { testConfig } from '../testing/supervised.ts';
import { decodeCheckpoint } from './checkpoint.ts';
import { trainRun } from './train-run.ts';

const backend = await loadForTests();

/** So many images of 8×8: dark, with a bright column that is its label. */
function images(count: number) {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 8);
  const pixels = Uint8Array.from({ length: count * 64 }, (_, at) =>
    at % 8 === labels[Math.floor(at / 64)] ? 220 : 10,
  );
  return { count, height: 8, width: 8, pixels, labels };
}

const config = testConfig({ epochs: 2, batchSize: 16, limit: 64 });
const splits = { train: images(64), validation: images(600) };

/** Trains in this process; `stopAt` is the batch of the first evaluation after which it is told to stop. */
async function train(input: { checkpoint?: Uint8Array; stopAt?: number } = {}) {
  const points: Pick<Point, 'name' | 'step' | 'value'>[] = [];
  const artifacts: NewArtifact[] = [];
  let evaluatedBatches = 0;
  const end = await trainRun({
    config,
    splits,
    test: splits.validation,
    checkpoint: input.checkpoint ? decodeCheckpoint(input.checkpoint) : null,
    layerOps: backend!.layerOps,
    report: {
      step: ([step, , value]) => points.push({ name: 'loss', step, value }),
      epoch: (epoch) => points.push(...epoch.points.map(({ name, step, value }) => ({ name, step, value }))),
      artifact: (artifact) => artifacts.push(artifact),
      alive: () => {
        evaluatedBatches += 1;
      },
    },
    shouldStop: () => input.stopAt !== undefined && evaluatedBatches >= input.stopAt,
    yieldOnce: async () => undefined,
    nowMs: () => 0,
    checkpointEveryMs: Number.POSITIVE_INFINITY,
  });
  const checkpoints = artifacts.filter(({ kind }) => kind === 'checkpoint');
  return { end, points, evaluatedBatches, checkpoints };
}

describe.skipIf(!backend)('a training that is told to stop in the middle of an evaluation', () => {
  it('leaves a checkpoint from which that evaluation is made anew, with the very same curve', async () => {
    const undisturbed = await train();
    const stopped = await train({ stopAt: 1 });
    expect(stopped).toMatchObject({
      end: { how: 'stopped', step: 4, epoch: 0 },
      evaluatedBatches: 1,
      checkpoints: [{ step: 4, epoch: 0 }],
    });
    expect(stopped.points.map(({ name }) => name)).not.toContain('val_nelbo');
    const resumed = await train({ checkpoint: stopped.checkpoints[0]?.bytes });
    expect(resumed.end).toEqual({ how: 'finished', step: 8, epoch: 2 });
    expect([...stopped.points, ...resumed.points]).toEqual(undisturbed.points);
  });
});
