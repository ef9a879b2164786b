import { LatenError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { decodeTensors, type TensorBundle, type TensorShapes } from './tensor-bundle.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/** AdamSlots are the optimiser's memory: updates done, and the moments as tensors `m/<variable>` and `v/<variable>`. */
export interface AdamSlots extends TensorBundle {
  readonly updates: number;
}

/** Adam updates a model's variables. It owns its moments, not the variables. */
export interface Adam {
  /** Updates done since the moments were zero. */
  readonly updates: number;
  /** applyGradients does one update; gradients carry the names of the variables, all of them. They stay the caller's. */
  applyGradients(gradients: ReadonlyMap<string, tf.Tensor>): void;
  exportSlots(): AdamSlots;
  /** importSlots goes on from stored slots. Throws as `decodeTensors` does, and then changes nothing. */
  importSlots(slots: AdamSlots): void;
  dispose(): void;
}

/**
 * createAdam makes the optimiser of Kingma and Ba (2014, arXiv:1412.6980) with β₁ 0.9, β₂ 0.999 and ε 1e-7, added
 * to the bias-corrected root as in Keras. The variables are updated as one joined vector: about fifteen operations
 * a step instead of fifteen for each variable.
 */
export function createAdam(input: {
  variables: ReadonlyMap<string, tf.Variable>;
  learningRate: number;
}): Adam {
  const { variables, learningRate } = input;
  const size = sum(Array.from(variables.values(), (variable) => variable.size));
  const moments = tf.tidy(() => ({ m: zeroVector(size), v: zeroVector(size) }));
  let updates = 0;
  return {
    get updates() {
      return updates;
    },
    applyGradients(gradients) {
      tf.tidy(() => applyUpdate({ variables, gradients, moments, learningRate, updates: updates + 1 }));
      updates += 1;
    },
    exportSlots: () => ({ updates, ...exportMoments(moments, variables) }),
    importSlots(slots) {
      importMoments(moments, variables, slots);
      updates = slots.updates;
    },
    dispose: () => tf.dispose([moments.m, moments.v]),
  };
}

/** First and second moments of all variables, joined in the order of the variables: [total size]. */
interface Moments {
  readonly m: tf.Variable<tf.Rank.R1>;
  readonly v: tf.Variable<tf.Rank.R1>;
}

function applyUpdate(input: {
  variables: ReadonlyMap<string, tf.Variable>;
  gradients: ReadonlyMap<string, tf.Tensor>;
  moments: Moments;
  learningRate: number;
  updates: number;
}): void {
  const { variables, gradients, moments, learningRate, updates } = input;
  const gradient = join(Array.from(variables.keys(), (name) => getGradient(gradients, name)));
  const m = tf.add(tf.mul(moments.m, BETA_1), tf.mul(gradient, 1 - BETA_1));
  const v = tf.add(tf.mul(moments.v, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2));
  moments.m.assign(m as tf.Tensor1D);
  moments.v.assign(v as tf.Tensor1D);

  // lr · m̂ / (√v̂ + ε) with the bias corrections drawn together into two numbers.
  const stepSize = learningRate / (1 - BETA_1 ** updates);
  const rootScale = 1 / Math.sqrt(1 - BETA_2 ** updates);
  const denominator = tf.add(tf.mul(tf.sqrt(v), rootScale / stepSize), EPSILON / stepSize);
  const values = join([...variables.values()]);
  assignJoined(variables, tf.sub(values, tf.div(m, denominator)));
}

function getGradient(gradients: ReadonlyMap<string, tf.Tensor>, name: string): tf.Tensor {
  const gradient = gradients.get(name);
  if (!gradient) throw new Error(`applyGradients: the gradient of "${name}" is missing.`);
  return gradient;
}

function join(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size])));
}

function assignJoined(variables: ReadonlyMap<string, tf.Variable>, joined: tf.Tensor): void {
  const targets = [...variables.values()];
  const parts = tf.split(
    joined,
    targets.map((target) => target.size),
  );
  targets.forEach((target, index) => {
    target.assign(tf.reshape(parts[index] as tf.Tensor, target.shape));
  });
}

function slotShapes(variables: ReadonlyMap<string, tf.Variable>): TensorShapes {
  const named = (slot: string) =>
    Array.from(variables, ([name, { shape }]): [string, number[]] => [`${slot}/${name}`, shape]);
  return new Map([...named('m'), ...named('v')]);
}

function exportMoments({ m, v }: Moments, variables: ReadonlyMap<string, tf.Variable>): TensorBundle {
  const specs = Array.from(slotShapes(variables), ([name, shape]) => ({
    name,
    shape: [...shape],
    dtype: 'float32' as const,
  }));
  const values = new Float32Array(m.size + v.size);
  values.set(m.dataSync(), 0);
  values.set(v.dataSync(), m.size);
  return { specs, data: values.buffer };
}

function importMoments(
  { m, v }: Moments,
  variables: ReadonlyMap<string, tf.Variable>,
  slots: AdamSlots,
): void {
  if (!Number.isSafeInteger(slots.updates) || slots.updates < 0) {
    throw new LatenError(
      'CHECKPOINT_UNUSABLE',
      `importSlots: updates=${slots.updates} is refused. Expected a whole number from 0.`,
    );
  }
  const values = decodeTensors('importSlots', slotShapes(variables), slots);
  const joinedValues = (slot: string) => {
    const joined = new Float32Array(m.size);
    let offset = 0;
    for (const name of variables.keys()) {
      const part = values.get(`${slot}/${name}`) ?? new Float32Array(0);
      joined.set(part, offset);
      offset += part.length;
    }
    return joined;
  };
  tf.tidy(() => {
    m.assign(tf.tensor1d(joinedValues('m')));
    v.assign(tf.tensor1d(joinedValues('v')));
  });
}

function zeroVector(size: number): Moments['m'] {
  return tf.variable(tf.zeros<tf.Rank.R1>([size]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
