import * as tf from '@tensorflow/tfjs-core';

/**
 * computeGradients evaluates a scalar loss and its gradient in every variable, under the names of the map. `loss`
 * must use every variable. The caller disposes all of it, or its `tf.tidy`.
 */
export function computeGradients(input: {
  variables: ReadonlyMap<string, tf.Variable>;
  loss: () => tf.Scalar;
}): { value: tf.Scalar; gradients: Map<string, tf.Tensor> } {
  const { variables, loss } = input;
  const { value, grads } = tf.variableGrads(loss, [...variables.values()]);
  const gradients = new Map(
    Array.from(variables, ([name, variable]) => [name, grads[variable.name] as tf.Tensor]),
  );
  return { value, gradients };
}
