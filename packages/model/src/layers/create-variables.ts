import { randomStream } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import type { WeightSpec } from './layer-spec.ts';
import type { Variables } from './run-layers.ts';

/**
 * createVariables makes a model's variables: kernels Glorot uniform (Glorot and Bengio 2010), U(−a, a) with
 * a = √(6 / (fanIn + fanOut)), biases zero. The values depend on the seed and the variable's index alone.
 * The caller disposes.
 */
export function createVariables(specs: readonly WeightSpec[], seed: number): Variables {
  return new Map(
    specs.map(({ name, shape }, index) => {
      const values = shape.length === 1 ? new Float32Array(shape[0] ?? 0) : glorotUniform(shape, seed, index);
      return [name, createVariable(values, shape)];
    }),
  );
}

/** tfjs wants names that are unique in the process, so that two models could not share ours: it makes its own. */
function createVariable(values: Float32Array, shape: readonly number[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor(values, [...shape])));
}

function glorotUniform(shape: readonly number[], seed: number, index: number): Float32Array {
  const product = (sizes: readonly number[]) => sizes.reduce((total, size) => total * size, 1);
  const receptiveField = product(shape.slice(0, -2));
  const [fanA = 1, fanB = 1] = shape.slice(-2);
  const bound = Math.sqrt(6 / (receptiveField * (fanA + fanB)));
  const uniform = randomStream({ seed, stream: 'weights', step: index }).fillUniform(
    new Float32Array(product(shape)),
  );
  return uniform.map((value) => (2 * value - 1) * bound);
}
