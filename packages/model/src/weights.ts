import { assignTensors, readTensors, type TensorBundle } from './tensor-bundle.ts';
import type { Vae } from './variants/vae/model.ts';

/** exportWeights copies a model's weights into bytes, in the order of `vae.variables`. */
export function exportWeights(vae: Vae): TensorBundle {
  return readTensors(vae.variables);
}

/** importWeights replaces a model's weights. Throws ShapeMismatchError or LatenError CHECKPOINT_UNUSABLE, and then changes nothing. */
export function importWeights(vae: Vae, weights: TensorBundle): void {
  assignTensors('importWeights', vae.variables, weights);
}
