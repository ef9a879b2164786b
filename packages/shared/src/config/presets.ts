import type { RunConfig } from './run-config.ts';

type Preset = Omit<RunConfig, 'preset' | 'threads'>;

const reference: Preset = {
  dataset: 'fashion-mnist',
  variant: 'vae',
  architecture: 'conv',
  likelihood: 'bernoulli',
  latentDim: 2,
  beta: 1,
  betaWarmupEpochs: 0,
  freeBits: 0,
  encoderFilters: [32, 64, 64],
  decoderFilters: [64, 32],
  denseUnits: [],
  optimizer: 'adam',
  learningRate: 1e-3,
  batchSize: 128,
  epochs: 10,
  limit: null,
  validation: 'test',
  seed: 1,
  deterministic: false,
};

/** presets are the named configs: the reference model, a fully connected one, and one small enough for tests. */
export const presets = {
  'fashion-mnist-conv': reference,
  mlp: { ...reference, architecture: 'mlp', encoderFilters: [], decoderFilters: [], denseUnits: [400] },
  tiny: {
    ...reference,
    encoderFilters: [4, 8, 8],
    decoderFilters: [8, 4],
    batchSize: 32,
    epochs: 2,
    limit: 256,
  },
} as const satisfies Record<string, Preset>;

/** PresetName is the name of a preset. */
export type PresetName = keyof typeof presets;

/** presetNames lists the presets, the reference first. */
export const presetNames = Object.keys(presets) as PresetName[];
