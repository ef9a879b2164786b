import { ShapeMismatchError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAdam } from './adam.ts';
import { floatsOf, liveTensors } from './testing/cpu-backend.ts';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

function makeVariables(): Map<string, tf.Variable> {
  return new Map<string, tf.Variable>([
    ['a', tf.variable(tf.tensor2d([0.5, -1, 2, 3, 0.1, -0.2], [2, 3]))],
    ['b', tf.variable(tf.tensor1d([1, -1]))],
  ]);
}

/** Gradients that differ by step and by element, as numbers. */
function gradientValues(step: number, size: number, offset: number): number[] {
  return Array.from(
    { length: size },
    (_, index) => Math.sin(step * 1.7 + index + offset) * 10 ** (index % 3),
  );
}

function gradientsOf(variables: ReadonlyMap<string, tf.Variable>, step: number): Map<string, tf.Tensor> {
  return new Map(
    Array.from(variables, ([name, { size, shape }]) => [
      name,
      tf.tensor(gradientValues(step, size, name.length), shape),
    ]),
  );
}

function valuesOf(variables: ReadonlyMap<string, tf.Variable>): number[] {
  return [...variables.values()].flatMap((variable) => [...variable.dataSync()]);
}

test('equals the optimiser of TensorFlow.js over 20 updates', () => {
  const [ours, stock] = [makeVariables(), makeVariables()];
  const adam = createAdam({ variables: ours, learningRate: 0.05 });
  const optimizer = tf.train.adam(0.05, 0.9, 0.999, 1e-7);
  for (let step = 0; step < 20; step++) {
    adam.applyGradients(gradientsOf(ours, step));
    const gradients = gradientsOf(stock, step);
    optimizer.applyGradients(
      Array.from(stock, ([name, variable]) => ({ name: variable.name, tensor: gradients.get(name)! })),
    );
  }
  const expected = valuesOf(stock);
  valuesOf(ours).forEach((value, index) => {
    expect(value).toBeCloseTo(expected[index]!, 5);
  });
});

test('equals the algorithm of the paper in float64', () => {
  const variables = new Map([['b', tf.variable(tf.tensor1d([1, -1]))]]);
  const adam = createAdam({ variables, learningRate: 0.01 });
  const [x, m, v] = [
    [1, -1],
    [0, 0],
    [0, 0],
  ] as [number[], number[], number[]];
  for (let t = 1; t <= 20; t++) {
    const gradient = gradientValues(t, 2, 1);
    adam.applyGradients(new Map([['b', tf.tensor1d(gradient)]]));
    gradient.forEach((g, i) => {
      m[i] = 0.9 * m[i]! + 0.1 * g;
      v[i] = 0.999 * v[i]! + 0.001 * g * g;
      x[i] = x[i]! - (0.01 * (m[i]! / (1 - 0.9 ** t))) / (Math.sqrt(v[i]! / (1 - 0.999 ** t)) + 1e-7);
    });
  }
  valuesOf(variables).forEach((value, index) => {
    expect(value).toBeCloseTo(x[index]!, 5);
  });
});

test('stored slots go on exactly where they stopped', () => {
  const [whole, parted] = [makeVariables(), makeVariables()];
  const uninterrupted = createAdam({ variables: whole, learningRate: 0.05 });
  const first = createAdam({ variables: parted, learningRate: 0.05 });
  for (let step = 0; step < 6; step++) uninterrupted.applyGradients(gradientsOf(whole, step));
  for (let step = 0; step < 3; step++) first.applyGradients(gradientsOf(parted, step));

  const slots = first.exportSlots();
  expect(slots.updates).toBe(3);
  expect(slots.specs.map(({ name }) => name)).toEqual(['m/a', 'm/b', 'v/a', 'v/b']);
  const second = createAdam({ variables: parted, learningRate: 0.05 });
  second.importSlots(slots);
  expect(floatsOf(second.exportSlots())).toEqual(floatsOf(slots));
  for (let step = 3; step < 6; step++) second.applyGradients(gradientsOf(parted, step));
  expect(second.updates).toBe(6);
  expect(valuesOf(parted)).toEqual(valuesOf(whole));
});

test('slots of another shape are refused with both shapes, and nothing changes', () => {
  const variables = makeVariables();
  const adam = createAdam({ variables, learningRate: 0.05 });
  adam.applyGradients(gradientsOf(variables, 0));
  const before = adam.exportSlots();
  const other = createAdam({
    variables: new Map([...variables, ['b', tf.variable(tf.zeros([3]))]]),
    learningRate: 0.05,
  });
  expect(() => adam.importSlots(other.exportSlots())).toThrow(
    new ShapeMismatchError('importSlots: m/b', '[2]', [3]),
  );
  expect(() => adam.importSlots({ ...before, updates: -1 })).toThrow('updates=-1');
  expect(adam.updates).toBe(1);
  expect(floatsOf(adam.exportSlots())).toEqual(floatsOf(before));
});

test('an update changes every variable and keeps no tensor', () => {
  const variables = makeVariables();
  const adam = createAdam({ variables, learningRate: 0.05 });
  const gradients = gradientsOf(variables, 0);
  const [before, live] = [valuesOf(variables), liveTensors()];
  adam.applyGradients(gradients);
  expect(liveTensors()).toBe(live);
  valuesOf(variables).forEach((value, index) => {
    expect(value).not.toBe(before[index]);
  });
});

test('dispose gives back the moments and leaves the variables', () => {
  const variables = makeVariables();
  const before = liveTensors();
  const adam = createAdam({ variables, learningRate: 0.05 });
  expect(liveTensors()).toBe(before + 2);
  adam.dispose();
  expect(liveTensors()).toBe(before);
  expect(valuesOf(variables)).toHaveLength(8);
});

test('a missing gradient is named', () => {
  const variables = makeVariables();
  const adam = createAdam({ variables, learningRate: 0.05 });
  const gradients = gradientsOf(variables, 0);
  gradients.delete('b');
  expect(() => adam.applyGradients(gradients)).toThrow('"b"');
  expect(adam.updates).toBe(0);
});
