import '@tensorflow/tfjs-backend-cpu';
import { InMemoryRecordingStore } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { superviseForTest, testConfig } from '../testing/supervised.ts';

/** What a run stored, read as a browser with stock TensorFlow.js would: two files at one address. */

const store = new InMemoryRecordingStore();
let runId: string;

beforeAll(async () => {
  const { folder, remove } = await createIdxFolder();
  const test = superviseForTest({ store, config: testConfig({ dataset: folder, limit: 8, batchSize: 4 }) });
  await test.run();
  await remove();
  runId = test.runId;
});

/** Serves the newest artifacts of the run by name. */
async function fetchArtifact(input: string | URL | Request): Promise<Response> {
  const name = new URL(input instanceof Request ? input.url : input).pathname.slice(1);
  const artifact = store.artifacts(runId).findLast((candidate) => candidate.name === name);
  if (!artifact) return new Response('not found', { status: 404 });
  return new Response(Uint8Array.from(artifact.bytes), { headers: { 'content-type': artifact.mediaType } });
}

const load = (part: string) =>
  loadLayersModel(tf.io.http(`http://localhost/${part}/model.json`, { fetchFunc: fetchArtifact }));

it('the encoder maps images to means and log-variances', async () => {
  const encoder = await load('encoder');
  const [zMean, zLogVar] = encoder.predict(tf.zeros([3, 6, 5, 1])) as tf.Tensor[];
  expect([zMean?.shape, zLogVar?.shape]).toEqual([
    [3, 2],
    [3, 2],
  ]);
});

it('the decoder maps latents to images between 0 and 1', async () => {
  const decoder = await load('decoder');
  const images = decoder.predict(tf.tensor2d([0, 0, 1, -1], [2, 2])) as tf.Tensor;
  expect(images.shape).toEqual([2, 6, 5, 1]);
  const values = await images.data();
  expect(Math.min(...values)).toBeGreaterThan(0);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(new Set(values).size).toBeGreaterThan(1);
});
