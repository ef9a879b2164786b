import type { z } from 'zod';
import { ConfigInvalidError, NotYetBuiltError } from '../errors.ts';
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
      `preset: "${name}" is unknown${suggest(name, presetNames)}. Presets: ${presetNames.join(', ')}.`,
    ]);
  }
  const overrides = input.overrides ?? {};
  refuseUnknownKeys(overrides);
  const threads = overrides.deterministic ? 1 : input.defaultThreads;
  const config = parseConfig({ preset: name, threads, ...presets[name], ...overrides });
  refuseUnbuilt(config);
  return config;
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
    throw new ConfigInvalidError([`--set ${text}: expected key=value, for example --set latentDim=16.`]);
  const key = text.slice(0, at).trim();
  const raw = text.slice(at + 1).trim();
  refuseUnknownKeys({ [key]: raw });
  const schema = runConfigSchema.shape[key as ConfigKey];
  const value = readCandidates(raw).find((candidate) => schema.safeParse(candidate).success);
  if (value !== undefined) return { [key]: value };
  const issue = schema.safeParse(readCandidates(raw)[0]).error?.issues[0];
  throw new ConfigInvalidError([`${key}: "${raw}" is refused. ${issue ? limitOf(issue) : ''}`.trim()]);
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
    unknown.map(
      (key) => `"${key}" is not a config key${suggest(key, configKeys)}. Keys: ${configKeys.join(', ')}.`,
    ),
  );
}

function describeIssue(issue: z.core.$ZodIssue, whole: unknown): string {
  const path = issue.path.map(String).join('.');
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    whole,
  );
  return `${path || 'config'}: ${JSON.stringify(value) ?? 'nothing'} is refused. ${limitOf(issue)}`;
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
  const issues: string[] = [];
  if (config.architecture === 'conv' && config.encoderFilters.length === 0) {
    issues.push('encoderFilters: [] is refused for architecture=conv. Give at least one filter count.');
  }
  if (config.architecture === 'conv' && config.decoderFilters.length !== config.encoderFilters.length - 1) {
    issues.push(
      `decoderFilters: ${JSON.stringify(config.decoderFilters)} is refused. It must have one entry fewer than encoderFilters (${config.encoderFilters.length - 1}), so that the decoder returns to the image size.`,
    );
  }
  if (config.architecture === 'mlp' && config.denseUnits.length === 0) {
    issues.push(
      'denseUnits: [] is refused for architecture=mlp. Give at least one layer, for example [400].',
    );
  }
  if (config.deterministic && config.threads !== 1) {
    issues.push(`threads: ${config.threads} is refused with deterministic=true. The most is 1.`);
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
