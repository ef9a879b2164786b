import { z } from 'zod';
import { limits } from '../limits.ts';

/**
 * The config of a run: flat canonical keys, one schema, stored fully resolved.
 * Settings that the schema has room for but no code behind are refused by `refuseUnbuilt` in `resolve-config.ts`, never ignored.
 */

/** CONFIG_VERSION is stored beside every config; `upgrade-config.ts` lifts older ones when they are read. */
export const CONFIG_VERSION = 1;

const layerUnits = z.number().int().min(limits.layerUnits.min).max(limits.layerUnits.max);
const layers = z.array(layerUnits).max(limits.layers.max);

/** runConfigSchema validates a fully resolved config. Every key has a description with its unit; forms and help read it. */
export const runConfigSchema = z.strictObject({
  preset: z.string().min(1).describe('Named config that this one started from'),
  dataset: z
    .string()
    .min(1)
    .describe('"fashion-mnist", or the path of a folder with four IDX files of any image size'),
  variant: z.enum(['vae', 'beta-tcvae', 'vq-vae', 'iwae']).describe('Kind of autoencoder'),
  architecture: z.enum(['conv', 'mlp']).describe('Layers of encoder and decoder'),
  likelihood: z
    .enum(['bernoulli', 'bernoulli-binarized', 'continuous-bernoulli', 'gaussian'])
    .describe('Distribution of a pixel given z; "bernoulli" is cross-entropy on grey pixels'),
  latentDim: z
    .number()
    .int()
    .min(limits.latentDim.min)
    .max(limits.latentDim.max)
    .describe('Size of the latent space, dimensions'),
  beta: z.number().min(limits.beta.min).max(limits.beta.max).describe('Weight of the KL term in the loss'),
  betaWarmupEpochs: z
    .number()
    .int()
    .min(0)
    .max(limits.epochs.max)
    .describe('Epochs over which beta rises from 0; 0 is no warm-up'),
  freeBits: z
    .number()
    .min(0)
    .max(limits.beta.max)
    .describe('KL per dimension that costs nothing, nats; 0 is off'),
  encoderFilters: layers.describe(
    'Filters of the encoder convolutions (conv); the first has stride 1, the rest stride 2',
  ),
  decoderFilters: layers.describe('Filters of the decoder transposed convolutions (conv), each of stride 2'),
  denseUnits: layers.describe('Hidden units of the encoder (mlp); the decoder mirrors them'),
  optimizer: z.enum(['adam', 'sgd', 'rmsprop']).describe('Optimiser; adam has β₁ 0.9, β₂ 0.999, ε 1e-7'),
  learningRate: z
    .number()
    .min(limits.learningRate.min)
    .max(limits.learningRate.max)
    .describe('Step size of the optimiser'),
  batchSize: z.number().int().min(limits.batchSize.min).max(limits.batchSize.max).describe('Images per step'),
  epochs: z
    .number()
    .int()
    .min(limits.epochs.min)
    .max(limits.epochs.max)
    .describe('Passes over the training images'),
  limit: z.number().int().min(1).nullable().describe('Train on the first so many images only, or on all'),
  validation: z
    .union([z.literal('test'), z.number().int().min(1)])
    .describe('"test": val_* on the test images; a number: so many training images held out for val_*'),
  seed: z
    .number()
    .int()
    .min(limits.seed.min)
    .max(limits.seed.max)
    .describe('Source of all randomness: weights, shuffling, epsilon'),
  threads: z
    .number()
    .int()
    .min(limits.threads.min)
    .max(limits.threads.max)
    .describe('Threads of native TensorFlow'),
  deterministic: z
    .boolean()
    .describe('Bit-equal results between runs on one machine; one thread, no oneDNN, slower'),
});

/** RunConfig is a validated, fully resolved config. */
export type RunConfig = z.infer<typeof runConfigSchema>;

/** ConfigKey is one of the canonical keys of a config. */
export type ConfigKey = keyof RunConfig;

/** configKeys lists the canonical keys in the order in which people read them. */
export const configKeys = Object.keys(runConfigSchema.shape) as ConfigKey[];
