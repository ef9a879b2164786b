/** @laten/model: tensor mathematics on tfjs-core alone, so that it runs in trainers, browsers and tests alike. */
export { type Adam, type AdamSlots, createAdam } from './adam.ts';
export { computeGradients } from './gradients.ts';
export { kerasModelArtifacts, type VaeNetwork } from './keras/model-artifacts.ts';
export { interpolate } from './latent/interpolate.ts';
export { latentGrid } from './latent/latent-grid.ts';
export { type LayerOps, standardLayerOps, transposedShape, type WeightedInput } from './layers/layer-ops.ts';
export type { Activation } from './layers/layer-spec.ts';
export { bernoulliCrossEntropy } from './losses/bernoulli.ts';
export { klPerDimension } from './losses/gaussian-kl.ts';
export { checkShape, type ImageShape } from './shapes.ts';
export type { TensorBundle } from './tensor-bundle.ts';
export { type VaeLoss, vaeLoss } from './variants/vae/loss.ts';
export { type CreateVaeOptions, createVae, type Posterior, type Vae } from './variants/vae/model.ts';
export { sampleLatent } from './variants/vae/sample-latent.ts';
export { exportWeights, importWeights } from './weights.ts';
