import type { z } from 'zod';
import { countTrainingImages } from '../datasets/count-images.ts';
import { ConfigInvalidError, type ConfigIssue, NotYetBuiltError } from '../errors.ts';
import { suggest } from '../suggest.ts';
import { type PresetName, presetNames, presets } from './presets.ts';
import { type ConfigKey, configKeys, type RunConfig, runConfigSchema } from './run-config.ts';

/** ConfigOverrides are the keys that a person or a sweep sets on top of a preset. */
export type ConfigOverrides = Partial<RunConfig>;

/** resolveConfig lays overrides over a preset and validates the whole. Throws ConfigInvalidError or NotYetBuiltError. */
export function resolveConfig(input: {
  preset?: string;
  overrides?: ConfigOverrides;
  /** Threads when nobody sets them. */
  defaultThreads: number;
}): RunConfig {
  const name = input.preset ?? 'fashion-mnist-conv';
  if (!isPresetName(name)) {
    throw new ConfigInvalidError([
      {
        key: 'preset',
        message: `"${name}" is unknown${suggest(name, presetNames)}. Presets: ${presetNames.join(', ')}.`,
      },
    ]);
  }
  const overrides = input.overrides ?? {};
  refuseUnknownKeys(overrides);
  const threads = overrides.deterministic ? 1 : input.defaultThreads;
  const config = parseConfig({ preset: name, threads, ...presets[name], ...overrides });
  refuseUnbuilt(config);
  refuseTooFewImages(config);
  return config;
}

/** Of a folder only the trainer knows how many images it has. */
function refuseTooFewImages({ dataset, limit, validation }: RunConfig): void {
  const images = countTrainingImages(dataset);
  if (images === null) return;
  const heldOut = validation === 'test' ? 0 : validation;
  const left = images - heldOut;
  if (left < 1) {
    const message = `${heldOut} is refused. ${dataset} has ${images} training images, and some must be left to train on: the most is ${images - 1}.`;
    throw new ConfigInvalidError([{ key: 'validation', message }]);
  }
  if (limit !== null && limit > left) {
    const after = heldOut > 0 ? ` after validation=${heldOut} are held out` : '';
    const message = `${limit} is refused. ${dataset} has ${left} training images${after}: that is the most.`;
    throw new ConfigInvalidError([{ key: 'limit', message }]);
  }
}

/** parseConfig validates a fully resolved config and says every problem at once. Throws ConfigInvalidError. */
export function parseConfig(value: unknown): RunConfig {
  const result = runConfigSchema.safeParse(value);
  if (!result.success) {
    throw new ConfigInvalidError(result.error.issues.map((issue) => describeIssue(issue, value)));
  }
  refuseContradictions(result.data);
  return result.data;
}

/** parseAssignment turns `--set key=value` text into an override. Throws ConfigInvalidError for an unknown key or a malformed value. */
export function parseAssignment(text: string): ConfigOverrides {
  const at = text.indexOf('=');
  if (at < 1)
    throw new ConfigInvalidError([
      { key: null, message: `--set ${text}: expected key=value, for example --set latentDim=16.` },
    ]);
  const key = text.slice(0, at).trim();
  const raw = text.slice(at + 1).trim();
  refuseUnknownKeys({ [key]: raw });
  const schema = runConfigSchema.shape[key as ConfigKey];
  const value = readCandidates(raw).find((candidate) => schema.safeParse(candidate).success);
  if (value !== undefined) return { [key]: value };
  const issue = schema.safeParse(readCandidates(raw)[0]).error?.issues[0];
  const message = `"${raw}" is refused. ${issue ? limitOf(issue) : ''}`.trim();
  throw new ConfigInvalidError([{ key, message }]);
}

function readCandidates(raw: string): unknown[] {
  const candidates: unknown[] = [];
  try {
    candidates.push(JSON.parse(raw));
  } catch {
    if (/^[\d.]+(,[\d.]+)+$/.test(raw)) candidates.push(raw.split(',').map(Number));
  }
  if (raw === 'all' || raw === 'none') candidates.push(null);
  candidates.push(raw);
  if (candidates.length > 0 && typeof candidates[0] === 'number') candidates.push([candidates[0]]);
  return candidates;
}

function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

function refuseUnknownKeys(overrides: object): void {
  const unknown = Object.keys(overrides).filter((key) => !(configKeys as string[]).includes(key));
  if (unknown.length === 0) return;
  throw new ConfigInvalidError(
    unknown.map((key) => ({
      key: null,
      message: `"${key}" is not a config key${suggest(key, configKeys)}. Keys: ${configKeys.join(', ')}.`,
    })),
  );
}

function describeIssue(issue: z.core.$ZodIssue, whole: unknown): ConfigIssue {
  const [key, index] = issue.path;
  const value = issue.path.reduce<unknown>(
    (at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part],
    whole,
  );
  const place = typeof index === 'number' ? ` at place ${index + 1}` : '';
  return {
    key: key === undefined ? 'config' : String(key),
    message: `${JSON.stringify(value) ?? 'nothing'}${place} is refused. ${limitOf(issue)}`,
  };
}

function limitOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `The least is ${String(issue.minimum)}.`;
    case 'too_big':
      return `The most is ${String(issue.maximum)}.`;
    case 'invalid_value':
      return `Allowed: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_type':
      return `Expected ${issue.expected}.`;
    case 'invalid_union':
      return 'Expected "test" or a whole number of images, at least 1.';
    default:
      return issue.message;
  }
}

function refuseContradictions(config: RunConfig): void {
  const issues: ConfigIssue[] = [];
  if (config.architecture === 'conv' && config.encoderFilters.length === 0) {
    issues.push({
      key: 'encoderFilters',
      message: '[] is refused for architecture=conv. Give at least one filter count.',
    });
  }
  if (config.architecture === 'conv' && config.decoderFilters.length !== config.encoderFilters.length - 1) {
    issues.push({
      key: 'decoderFilters',
      message: `${JSON.stringify(config.decoderFilters)} is refused. It must have one entry fewer than encoderFilters (${config.encoderFilters.length - 1}), so that the decoder returns to the image size.`,
    });
  }
  if (config.architecture === 'mlp' && config.denseUnits.length === 0) {
    issues.push({
      key: 'denseUnits',
      message: '[] is refused for architecture=mlp. Give at least one layer, for example [400].',
    });
  }
  if (config.deterministic && config.threads !== 1) {
    issues.push({
      key: 'threads',
      message: `${config.threads} is refused with deterministic=true. The most is 1.`,
    });
  }
  if (issues.length > 0) throw new ConfigInvalidError(issues);
}

/** refuseUnbuilt names each setting that the schema knows and no code serves yet. Throws NotYetBuiltError. */
export function refuseUnbuilt(config: RunConfig): void {
  if (config.variant !== 'vae') throw new NotYetBuiltError('variant', config.variant, 'variant=vae');
  if (config.likelihood !== 'bernoulli') {
    throw new NotYetBuiltError('likelihood', config.likelihood, 'likelihood=bernoulli');
  }
  if (config.optimizer !== 'adam')
    throw new NotYetBuiltError('optimizer', config.optimizer, 'optimizer=adam');
  if (config.betaWarmupEpochs !== 0) {
    throw new NotYetBuiltError('betaWarmupEpochs', config.betaWarmupEpochs, 'betaWarmupEpochs=0');
  }
  if (config.freeBits !== 0) throw new NotYetBuiltError('freeBits', config.freeBits, 'freeBits=0');
}
