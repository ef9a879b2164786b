import type { RunConfig } from '../config/run-config.ts';

/** LossReferences are what every reconstruction loss of a dataset lies between, nats an image. */
export type LossReferences = {
  /** What a perfect reconstruction still costs: grey pixels have an entropy of their own. */
  readonly floorNats: number;
  /** What showing the mean image of the training images costs. */
  readonly meanImageNats: number;
};

/** Measured on the 10,000 test images with grey pixels. */
const fashionMnist: LossReferences = { floorNats: 189.86, meanImageNats: 385.02 };

/** findLossReferences returns the references of a config's dataset and likelihood, or null where none were measured. */
export function findLossReferences(config: Pick<RunConfig, 'dataset' | 'likelihood'>): LossReferences | null {
  return config.dataset === 'fashion-mnist' && config.likelihood === 'bernoulli' ? fashionMnist : null;
}
