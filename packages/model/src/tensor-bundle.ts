import { LatenError, ShapeMismatchError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Named float32 tensors as bytes, in the weights-manifest format of TensorFlow.js: entries in order, and their values
 * one after another. This module writes no files.
 */

/** TensorBundle is a list of named float32 tensors and their bytes. */
export interface TensorBundle {
  readonly specs: tf.io.WeightsManifestEntry[];
  readonly data: ArrayBuffer;
}

/** readTensors copies tensors into a bundle, in the map's order. It waits for the device. */
export function readTensors(tensors: ReadonlyMap<string, tf.Tensor>): TensorBundle {
  const specs = Array.from(tensors, ([name, { shape }]) => ({ name, shape, dtype: 'float32' as const }));
  const values = new Float32Array([...tensors.values()].reduce((total, { size }) => total + size, 0));
  let offset = 0;
  for (const tensor of tensors.values()) {
    values.set(tensor.dataSync(), offset);
    offset += tensor.size;
  }
  return { specs, data: values.buffer };
}

/** TensorShapes maps the names of tensors to their shapes. */
export type TensorShapes = ReadonlyMap<string, readonly number[]>;

/**
 * decodeTensors returns a copy of each tensor's values by name. Throws ShapeMismatchError with both shapes, or
 * LatenError CHECKPOINT_UNUSABLE, unless every name, shape and the number of bytes fit.
 */
export function decodeTensors(
  where: string,
  expected: TensorShapes,
  { specs, data }: TensorBundle,
): Map<string, Float32Array> {
  const names = specs.map((spec) => spec.name);
  checkNames(where, [...expected.keys()], names);
  for (const spec of specs) checkSpec(where, expected.get(spec.name) ?? [], spec);
  checkByteLength(where, specs, data);
  let offsetBytes = 0;
  return new Map(
    specs.map(({ name, shape }) => {
      const values = new Float32Array(data.slice(offsetBytes, offsetBytes + sizeOf(shape) * 4));
      offsetBytes += values.byteLength;
      return [name, values];
    }),
  );
}

/** assignTensors writes a bundle into variables of the same names; it throws as `decodeTensors` does, and then changes nothing. */
export function assignTensors(
  where: string,
  variables: ReadonlyMap<string, tf.Variable>,
  bundle: TensorBundle,
): void {
  const shapes = new Map(Array.from(variables, ([name, { shape }]) => [name, shape]));
  const values = decodeTensors(where, shapes, bundle);
  tf.tidy(() => {
    for (const [name, variable] of variables) {
      variable.assign(tf.tensor(values.get(name) ?? [], variable.shape));
    }
  });
}

function checkNames(where: string, expected: readonly string[], received: readonly string[]): void {
  const missing = expected.filter((name) => !received.includes(name));
  const unknown = received.filter(
    (name, index) => !expected.includes(name) || received.indexOf(name) !== index,
  );
  if (missing.length === 0 && unknown.length === 0) return;
  const parts = [
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
    unknown.length > 0 ? `unknown or twice: ${unknown.join(', ')}` : '',
  ];
  throw unusable(`${where}: the names do not fit this model (${parts.filter(Boolean).join('; ')}).`);
}

function checkSpec(where: string, expected: readonly number[], spec: tf.io.WeightsManifestEntry): void {
  if (spec.dtype !== 'float32') {
    throw unusable(`${where}: ${spec.name} has type ${spec.dtype}; expected float32.`);
  }
  const fits =
    spec.shape.length === expected.length && expected.every((size, axis) => size === spec.shape[axis]);
  if (!fits) throw new ShapeMismatchError(`${where}: ${spec.name}`, `[${expected.join(', ')}]`, spec.shape);
}

function checkByteLength(
  where: string,
  specs: readonly tf.io.WeightsManifestEntry[],
  data: ArrayBuffer,
): void {
  const expectedBytes = specs.reduce((total, { shape }) => total + sizeOf(shape) * 4, 0);
  if (data.byteLength === expectedBytes) return;
  throw unusable(
    `${where}: expected ${expectedBytes} bytes, received ${data.byteLength}. The file is truncated or of another run.`,
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}

function unusable(message: string): LatenError {
  return new LatenError('CHECKPOINT_UNUSABLE', message);
}
