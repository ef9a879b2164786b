import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import type { ImageShape } from '../shapes.ts';
import { convConfig, liveTensors, mlpConfig, uniformImages } from '../testing/cpu-backend.ts';
import { createVae } from '../variants/vae/model.ts';
import { kerasModelArtifacts } from './model-artifacts.ts';

const cases = [
  { name: 'conv, even', config: convConfig(), imageShape: [8, 8, 1] },
  { name: 'conv, odd, three channels', config: convConfig(), imageShape: [7, 10, 3] },
  { name: 'conv, 5 latent dimensions', config: convConfig({ latentDim: 5 }), imageShape: [13, 5, 1] },
  { name: 'mlp', config: mlpConfig(), imageShape: [5, 6, 1] },
] satisfies { name: string; config: ReturnType<typeof convConfig>; imageShape: ImageShape }[];

/** As a stranger would load it: from JSON text. */
function load(artifacts: tf.io.ModelArtifacts): Promise<LayersModel> {
  const modelTopology: object = JSON.parse(JSON.stringify(artifacts.modelTopology));
  return loadLayersModel(tf.io.fromMemory({ ...artifacts, modelTopology }));
}

function largestDifference(a: tf.Tensor, b: tf.Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] ?? Number.NaN);
}

test.each(cases)(
  '$name: stock tfjs-layers computes what our encoder and decoder do',
  async ({ config, imageShape }) => {
    const vae = createVae({ config, imageShape });
    const encoder = await load(kerasModelArtifacts(vae, 'encoder'));
    const decoder = await load(kerasModelArtifacts(vae, 'decoder'));
    tf.tidy(() => {
      const images = uniformImages(3, imageShape);
      const { zMean, zLogVar } = vae.encode(images);
      const [kerasMean, kerasLogVar] = encoder.predict(images) as [tf.Tensor, tf.Tensor];
      expect(largestDifference(kerasMean, zMean)).toBeLessThan(1e-5);
      expect(largestDifference(kerasLogVar, zLogVar)).toBeLessThan(1e-5);
      expect(largestDifference(decoder.predict(zMean) as tf.Tensor, vae.decode(zMean))).toBeLessThan(1e-5);
    });
    expect(encoder.outputNames).toEqual(['zMean', 'zLogVar']);
    encoder.dispose();
    decoder.dispose();
    vae.dispose();
  },
);

test('describing a model creates no tensor', () => {
  const vae = createVae({ config: convConfig(), imageShape: [8, 8, 1] });
  const before = liveTensors();
  kerasModelArtifacts(vae, 'encoder');
  kerasModelArtifacts(vae, 'decoder');
  expect(liveTensors()).toBe(before);
  vae.dispose();
});
