/** The metric registry: what a name means, in which unit, and which direction is better. */

/** MetricGoal says which value of a metric is the better one. */
export type MetricGoal = 'min' | 'max' | 'none';

/** MetricDefinition describes one metric, or a family of them when its name ends in `/*`. */
export type MetricDefinition = {
  readonly name: string;
  readonly unit: 'nats/image' | 'nats' | 'images/s' | 'dimensions' | 'percent' | 'bytes' | 'none';
  readonly goal: MetricGoal;
  readonly description: string;
  /** Whether values depend on the likelihood, so that runs with different ones share no ranking. */
  readonly dependsOnLikelihood: boolean;
};

const define = (
  name: string,
  unit: MetricDefinition['unit'],
  goal: MetricGoal,
  dependsOnLikelihood: boolean,
  description: string,
): MetricDefinition => ({ name, unit, goal, dependsOnLikelihood, description });

/** metricDefinitions lists every metric that Laten itself logs. */
export const metricDefinitions: readonly MetricDefinition[] = [
  define('loss', 'nats/image', 'min', true, 'Objective on the batch: reconstruction + beta · KL'),
  define(
    'reconstruction_loss',
    'nats/image',
    'min',
    true,
    'Reconstruction loss on the batch, sum over pixels',
  ),
  define(
    'kl_loss',
    'nats/image',
    'none',
    false,
    'Raw KL to N(0, I) on the batch, sum over latent dimensions',
  ),
  define('val_loss', 'nats/image', 'min', true, 'Objective on the validation images'),
  define(
    'val_reconstruction_loss',
    'nats/image',
    'min',
    true,
    'Reconstruction loss on the validation images',
  ),
  define('val_kl_loss', 'nats/image', 'none', false, 'Raw KL on the validation images'),
  define(
    'val_nelbo',
    'nats/image',
    'min',
    true,
    'Reconstruction + KL at beta 1 on the validation images; ranks runs',
  ),
  define(
    'test_loss',
    'nats/image',
    'min',
    true,
    'Objective on the test images, once at the end of a run that holds images out',
  ),
  define('test_reconstruction_loss', 'nats/image', 'min', true, 'Reconstruction loss on the test images'),
  define('test_kl_loss', 'nats/image', 'none', false, 'Raw KL on the test images'),
  define('test_nelbo', 'nats/image', 'min', true, 'Reconstruction + KL at beta 1 on the test images'),
  define('images_per_second', 'images/s', 'max', false, 'Training throughput of the step'),
  define(
    'active_units',
    'dimensions',
    'max',
    false,
    'Latent dimensions with Var[zMean] > 0.01 on the validation images',
  ),
  define(
    'val_kl_dimension/*',
    'nats',
    'none',
    false,
    'KL of one latent dimension on the validation images, mean over images',
  ),
  define(
    'system/cpu_percent',
    'percent',
    'none',
    false,
    'Processor time of the training process; 100 is one core',
  ),
  define('system/memory_bytes', 'bytes', 'none', false, 'Resident memory of the training process'),
  define('system/memory_free_bytes', 'bytes', 'none', false, 'Memory that the machine has left'),
  define('system/disk_free_bytes', 'bytes', 'none', false, 'Room left on the disk of the data folder'),
];

const byName = new Map(metricDefinitions.map((definition) => [definition.name, definition]));

/** findMetricDefinition returns the definition of a metric, or of its family; null for a metric that Laten does not know. */
export function findMetricDefinition(name: string): MetricDefinition | null {
  const family = name.includes('/') ? `${name.slice(0, name.indexOf('/'))}/*` : name;
  return byName.get(name) ?? byName.get(family) ?? null;
}

/** goalOfMetric returns the better direction of a metric; "none" for one that Laten does not know. */
export function goalOfMetric(name: string): MetricGoal {
  return findMetricDefinition(name)?.goal ?? 'none';
}

/** RANKING_METRIC is what runs are ranked by: the negative ELBO at beta 1, so that runs with different beta compare. */
export const RANKING_METRIC = 'val_nelbo';
