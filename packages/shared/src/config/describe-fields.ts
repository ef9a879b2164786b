import { z } from 'zod';
import { isLatenError } from '../errors.ts';
import { type PresetName, presets } from './presets.ts';
import { type ConfigOverrides, refuseUnbuilt, resolveConfig } from './resolve-config.ts';
import { type ConfigKey, configKeys, type RunConfig, runConfigSchema } from './run-config.ts';

/**
 * What a form or a help text says of each key of the config, read from the schema: one place to change a range.
 * This module does not lay out a form: which keys come first, and how a field looks, is for the app.
 */

/** FieldKind is how a key's value is written: "layers" is a list of whole numbers, "switch" a yes or no. */
export type FieldKind = 'integer' | 'number' | 'text' | 'choice' | 'layers' | 'switch';

/** ConfigField describes one key of the config. */
export type ConfigField = {
  readonly key: ConfigKey;
  readonly kind: FieldKind;
  /** What the number counts or measures; null for what is no amount. */
  readonly unit: string | null;
  readonly min: number | null;
  /** Null when there is no limit worth a word. */
  readonly max: number | null;
  /** The word that may stand in place of a number: "all", "test". */
  readonly word: string | null;
  /** What may be chosen: the built ones. Empty for what is not a choice. */
  readonly choices: readonly string[];
  readonly description: string;
  /** False while no code serves another value than the preset's: such a key is not offered. */
  readonly built: boolean;
};

const units: Partial<Record<ConfigKey, string>> = {
  latentDim: 'dimensions',
  batchSize: 'images',
  epochs: 'epochs',
  limit: 'images',
  validation: 'images',
  threads: 'threads',
  encoderFilters: 'filters',
  decoderFilters: 'filters',
  denseUnits: 'units',
  freeBits: 'nats',
  betaWarmupEpochs: 'epochs',
};

/** The words that stand for a value that is no number. */
const words: Partial<Record<ConfigKey, string>> = { limit: 'all', validation: 'test' };

/** describeFields describes every key of the config, in the order in which people read them. */
export function describeFields(): ConfigField[] {
  return configKeys.map(describeField);
}

function describeField(key: ConfigKey): ConfigField {
  const schema = z.toJSONSchema(runConfigSchema.shape[key]) as FieldSchema;
  const number = schema.items ?? schema.anyOf?.find(({ type }) => type === 'integer') ?? schema;
  const choices = key === 'preset' ? Object.keys(presets) : (schema.enum ?? []);
  const built = choices.filter((choice) => key === 'preset' || isBuilt(key, choice));
  const max = number.maximum ?? null;
  return {
    key,
    kind: kindOf(schema, number, choices.length > 0),
    unit: units[key] ?? null,
    min: number.minimum ?? null,
    max: max === Number.MAX_SAFE_INTEGER ? null : max,
    word: words[key] ?? null,
    choices: built,
    description: schema.description ?? '',
    built: choices.length > 0 ? built.length > 1 : max === null || isBuilt(key, max),
  };
}

type FieldSchema = {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly description?: string;
};

function kindOf(schema: FieldSchema, number: FieldSchema, isChoice: boolean): FieldKind {
  if (isChoice) return 'choice';
  if (schema.type === 'array') return 'layers';
  if (schema.type === 'boolean') return 'switch';
  if (number.type === 'integer') return 'integer';
  return number.type === 'number' ? 'number' : 'text';
}

/** Whether code serves this value. A value that breaks another rule is served: that rule has its own sentence. */
function isBuilt(key: ConfigKey, value: unknown): boolean {
  const reference = resolveConfig({ defaultThreads: 1 });
  try {
    refuseUnbuilt({ ...reference, [key]: value } as RunConfig);
    return true;
  } catch (error) {
    if (isLatenError(error) && error.code === 'NOT_YET_BUILT') return false;
    throw error;
  }
}

/** differingKeys lists the keys by which a config differs from another or from part of one, in the order of the config. */
export function differingKeys(config: RunConfig, base: ConfigOverrides): ConfigKey[] {
  return configKeys.filter((key) => JSON.stringify(config[key]) !== JSON.stringify(base[key]));
}

/** presetOverrides returns what of a config is not its preset's, so that laying it over the preset gives the config again. */
export function presetOverrides(config: RunConfig): ConfigOverrides {
  const preset: ConfigOverrides = presets[config.preset as PresetName] ?? {};
  const keys = differingKeys(config, preset).filter((key) => key !== 'preset');
  return Object.fromEntries(keys.map((key) => [key, config[key]]));
}
