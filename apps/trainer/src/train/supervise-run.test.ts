import { decodeLatents, InMemoryRecordingStore, limits } from '@laten/shared';
import { decode as decodePng } from 'fast-png';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { createIdxFolder, idxImages } from '../testing/idx-folder.ts';
import { curve, superviseForTest, testConfig } from '../testing/supervised.ts';
import { hasFashionMnist } from '../testing/test-home.ts';

const seriesNames = ['loss', 'reconstruction_loss', 'kl_loss', 'val_loss', 'val_nelbo', 'val_kl_dimension/0'];

/** Real images, real native TensorFlow, real child processes. Eight steps an epoch. */
describe.skipIf(!hasFashionMnist)('a supervised training on real images', () => {
  const store = new InMemoryRecordingStore();
  let undisturbed: string;

  beforeAll(async () => {
    const test = superviseForTest({ store, config: testConfig() });
    const { outcome } = await test.run();
    expect(outcome).toMatchObject({ status: 'FINISHED', progress: { step: 16, totalSteps: 16, epoch: 2 } });
    expect(test.warnings).toEqual([]);
    undisturbed = test.runId;
  });

  const expectSameCurves = (runId: string) => {
    for (const name of seriesNames) {
      expect(curve(store, runId, name), name).toEqual(curve(store, undisturbed, name));
    }
  };

  it('logs the parts of the loss each step, and they add up', () => {
    const [loss, reconstruction, kl] = ['loss', 'reconstruction_loss', 'kl_loss'].map((name) =>
      curve(store, undisturbed, name),
    );
    expect(loss?.map(([step]) => step)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    loss?.forEach(([, value], i) => {
      expect(value).toBeCloseTo((reconstruction?.[i]?.[1] ?? 0) + (kl?.[i]?.[1] ?? 0), 2);
    });
    expect(curve(store, undisturbed, 'images_per_second').every(([, rate]) => rate > 0)).toBe(true);
  });

  it('validates at the last step of each epoch; the held-out loss falls; KL per dimension adds up to KL', () => {
    const nelbo = curve(store, undisturbed, 'val_nelbo');
    expect(nelbo.map(([step]) => step)).toEqual([8, 16]);
    expect(nelbo[1]?.[1]).toBeLessThan(nelbo[0]?.[1] ?? 0);
    const at = (name: string) => curve(store, undisturbed, name)[1]?.[1] ?? Number.NaN;
    expect(at('val_nelbo')).toBeCloseTo(at('val_reconstruction_loss') + at('val_kl_loss'), 9);
    expect(at('val_kl_dimension/0') + at('val_kl_dimension/1')).toBeCloseTo(at('val_kl_loss'), 9);
    expect([0, 1, 2]).toContain(at('active_units'));
  });

  it('stores pictures, latents, encoder, decoder, checkpoint and log of each epoch', () => {
    const artifacts = store.artifacts(undisturbed);
    const stepsOf = (name: string) =>
      artifacts.filter((artifact) => artifact.name === name).map(({ step }) => step);
    for (const name of [
      'reconstructions.png',
      'samples.png',
      'latent-grid.png',
      'latents.bin',
      'encoder/model.json',
      'decoder/weights.bin',
      'checkpoint.zip',
    ]) {
      expect(stepsOf(name), name).toEqual([8, 16]);
    }
    expect(stepsOf('evaluation-images.png')).toEqual([null]);
    expect(stepsOf('run.log')).toEqual([null]);
    const bytesOf = (name: string) =>
      artifacts.findLast((artifact) => artifact.name === name)?.bytes ?? new Uint8Array();
    expect(decodePng(bytesOf('reconstructions.png'))).toMatchObject({
      width: 8 * 28,
      height: 8 * 28,
      channels: 1,
      depth: 8,
    });
    expect(decodePng(bytesOf('latent-grid.png'))).toMatchObject({ width: 20 * 28, height: 20 * 28 });
    const latents = decodeLatents(bytesOf('latents.bin'));
    expect(latents).toMatchObject({ count: 10_000, latentDim: 2 });
    expect(new Set(latents.labels.subarray(0, limits.evaluationImages))).toEqual(
      new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    );
    expect(Object.keys(unzipSync(bytesOf('checkpoint.zip'))).sort()).toEqual([
      'adam.bin',
      'manifest.json',
      'weights.bin',
    ]);
    expect(new TextDecoder().decode(bytesOf('run.log'))).toMatch(
      /epoch 2: .*val_nelbo.*\n.*FINISHED at step 16/,
    );
  });

  it('is continued after a kill -9 in mid-epoch with the very same curve', async () => {
    const killed = superviseForTest({
      store,
      config: testConfig(),
      onProgress: (event, test) => {
        if (event.type === 'step' && event.values[0] === 12) test.child.kill();
      },
    });
    const { outcome } = await killed.run();
    expect(outcome).toMatchObject({
      status: 'CRASHED',
      reasonCode: 'CHILD_LOST',
      reason: expect.stringContaining('SIGKILL'),
    });
    expect(store.run(killed.runId)).toMatchObject({
      status: 'CRASHED',
      reason: expect.stringMatching(/SIGKILL.*resume/),
    });
    const resumed = superviseForTest({ store, config: testConfig(), resume: killed });
    expect((await resumed.run()).outcome.status).toBe('FINISHED');
    expect(store.run(killed.runId).attempt).toBe(2);
    expectSameCurves(killed.runId);
  });

  it('leaves a checkpoint in mid-epoch when it is asked to stop, and goes on from there with the same curve', async () => {
    const stopped = superviseForTest({
      store,
      config: testConfig(),
      onProgress: (event, test) => {
        if (event.type === 'step' && event.values[0] === 11)
          test.supervisor.stop({ kind: 'cancel', reason: 'Ctrl-C' });
      },
    });
    const { outcome } = await stopped.run();
    expect(outcome).toMatchObject({ status: 'CANCELED', reason: 'Ctrl-C' });
    const checkpoint = store.artifacts(stopped.runId).findLast((artifact) => artifact.kind === 'checkpoint');
    expect(checkpoint).toMatchObject({ epoch: 1 });
    expect(checkpoint?.step).toBeGreaterThanOrEqual(11);
    const resumed = superviseForTest({ store, config: testConfig(), resume: stopped });
    await resumed.run();
    expectSameCurves(stopped.runId);
  });

  it('kills a child that does not stop when it is asked to', async () => {
    const test = superviseForTest({
      store,
      config: testConfig({ epochs: 1000 }),
      stopWithinMs: 200,
      onProgress: (event, { child, supervisor }) => {
        if (event.type !== 'step' || event.values[0] !== 2) return;
        process.kill(child.pid, 'SIGSTOP');
        supervisor.stop({ kind: 'cancel', reason: 'canceled on request' });
      },
    });
    expect((await test.run()).outcome).toMatchObject({ status: 'CANCELED' });
  });

  it('records nothing when it is stopped before it begins', async () => {
    const test = superviseForTest({ store, config: testConfig() });
    test.supervisor.stop({ kind: 'cancel', reason: 'Ctrl-C' });
    await expect(test.run()).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(() => store.run(test.runId)).toThrow(/No run/);
  });

  it('trains further than first asked, as if it had been asked at once', async () => {
    const short = superviseForTest({ store, config: testConfig({ epochs: 1 }) });
    await short.run();
    const longer = superviseForTest({ store, config: testConfig({ epochs: 2 }), resume: short });
    expect((await longer.run()).outcome.progress).toMatchObject({ step: 16, epoch: 2 });
    expectSameCurves(short.runId);
  });

  it('ends in CANCELED when a person asks for it through the store', async () => {
    const test = superviseForTest({
      store,
      config: testConfig({ epochs: 100_000 }),
      onProgress: (event, { runId }) => {
        if (event.type === 'step' && event.values[0] === 3) store.requestCancel(runId);
      },
    });
    expect((await test.run()).outcome).toMatchObject({ status: 'CANCELED', reason: 'canceled on request' });
  });

  it('hands a run back to be continued', async () => {
    const test = superviseForTest({
      store,
      config: testConfig(),
      onProgress: (event, { supervisor }) => {
        if (event.type === 'step' && event.values[0] === 2)
          supervisor.stop({ kind: 'hand-back', reason: 'stopped by SIGTERM' });
      },
    });
    expect((await test.run()).outcome.status).toBe('QUEUED');
    expect(store.run(test.runId).status).toBe('QUEUED');
  });

  it('fails with the step and the part that broke when the loss is no number', async () => {
    const test = superviseForTest({ store, config: testConfig({ learningRate: 10, epochs: 200 }) });
    const { outcome } = await test.run();
    expect(outcome).toMatchObject({ status: 'FAILED', reasonCode: 'NON_FINITE_LOSS' });
    expect(outcome.reason).toMatch(/(kl|reconstruction)_loss became (NaN|Infinity|-Infinity) at step \d+/);
    expect(store.summary(test.runId, 'loss').nonFiniteCount).toBe(1);
  });

  it('fails as stalled when its child says nothing for too long', async () => {
    const test = superviseForTest({
      store,
      config: testConfig({ epochs: 1000 }),
      stallAfterMs: 1_500,
      onProgress: (event, { child }) => {
        if (event.type === 'step' && event.values[0] === 2) process.kill(child.pid, 'SIGSTOP');
      },
    });
    expect((await test.run()).outcome).toMatchObject({ status: 'FAILED', reasonCode: 'STALLED' });
  });

  it('measures the test images once, at the end, when validation images are held out', async () => {
    const test = superviseForTest({ store, config: testConfig({ validation: 300 }) });
    await test.run();
    expect(curve(store, test.runId, 'test_nelbo').map(([step]) => step)).toEqual([16]);
    expect(curve(store, test.runId, 'val_nelbo')).toHaveLength(2);
  });
});

describe('a supervised training on other images', () => {
  it('trains on images of any size', async () => {
    const store = new InMemoryRecordingStore();
    const { folder, remove } = await createIdxFolder();
    const test = superviseForTest({ store, config: testConfig({ dataset: folder, limit: 8, batchSize: 3 }) });
    const { outcome } = await test.run();
    await remove();
    expect(outcome).toMatchObject({ status: 'FINISHED', progress: { step: 6, epoch: 2 } });
    const picture = store.artifacts(test.runId).find((artifact) => artifact.name === 'reconstructions.png');
    expect(decodePng(picture?.bytes ?? new Uint8Array())).toMatchObject({ width: 8 * 5, height: 6 });
  });

  it('does not begin a run on a broken dataset, and says which file', async () => {
    const store = new InMemoryRecordingStore();
    const { folder, remove } = await createIdxFolder({
      't10k-images-idx3-ubyte': idxImages(4, 7, 5, () => 0),
    });
    const test = superviseForTest({ store, config: testConfig({ dataset: folder, limit: 8 }) });
    await expect(test.run()).rejects.toMatchObject({
      code: 'DATASET_CORRUPT',
      message: expect.stringContaining('t10k-images'),
    });
    await remove();
    expect(() => store.run(test.runId)).toThrow(/No run/);
  });
});
