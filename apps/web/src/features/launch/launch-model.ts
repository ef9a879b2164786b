import {
  type ConfigField,
  ConfigInvalidError,
  type ConfigKey,
  type ConfigOverrides,
  describeConfig,
  differingKeys,
  limits,
  NotYetBuiltError,
  type PresetName,
  parseAssignment,
  presetNames,
  presetOverrides,
  presets,
  type RunConfig,
  resolveConfig,
} from '@laten/shared';
import { t } from '../../messages/index.ts';
import type { LaunchRequest, LaunchSource } from './launch-store.ts';

/** What the form decides, from values alone: what it begins with, what is wrong, what differs. */

/** LaunchDraft is what a person has typed. A field that nobody touched is not in `texts`. */
export type LaunchDraft = {
  readonly preset: string;
  readonly texts: Readonly<Partial<Record<ConfigKey, string>>>;
  readonly name: string;
  readonly experiment: string;
  readonly tags: readonly string[];
  readonly note: string;
};

/** LaunchIssues are what is wrong, by field; `form` is what belongs to no field. */
export type LaunchIssues = Readonly<Partial<Record<IssueKey, string>>>;
type IssueKey = ConfigKey | 'name' | 'experiment' | 'tags' | 'note' | 'form';

/** blocksStart tells what must be mended in a field first from a refusal that belongs to none, such as a server that is away: that may be tried again. */
export function blocksStart(
  { form: _, ...ofFields }: LaunchIssues,
  { config }: Pick<LaunchReading, 'config'>,
): boolean {
  return config === null || Object.keys(ofFields).length > 0;
}

/** LaunchReading is what a draft means. The config is null while something is wrong with it. */
export type LaunchReading = {
  readonly config: RunConfig | null;
  readonly overrides: ConfigOverrides;
  readonly issues: LaunchIssues;
};

/** The fields that are asked first; the others stand under "More". */
export const basicKeys: readonly ConfigKey[] = [
  'latentDim',
  'beta',
  'learningRate',
  'epochs',
  'batchSize',
  'limit',
  'seed',
];

/** beginDraft returns what the form shows first: the preset, or the settings of the run that it clones. */
export function beginDraft(request: LaunchRequest, experiment: string): LaunchDraft {
  if (request.kind === 'new') {
    return { preset: presetNames[0] ?? '', texts: {}, name: '', experiment, tags: [], note: '' };
  }
  const { config, tags, experiment: ofOriginal } = request.run;
  const known = (presetNames as readonly string[]).includes(config.preset);
  const changed = { ...presetOverrides(config), ...(request.kind === 'clone' ? request.overrides : {}) };
  const texts = Object.entries(changed).map(([key, value]) => [key, fieldText(value)]);
  return {
    preset: known ? config.preset : (presetNames[0] ?? ''),
    texts: Object.fromEntries(texts),
    name: '',
    experiment: ofOriginal,
    tags: [...tags],
    note: '',
  };
}

/** fieldText writes a value of a config as it is typed. */
export function fieldText(value: unknown): string {
  if (value === null) return 'all';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** presetValue returns what a key is when nobody touches it. */
export function presetValue(preset: string, key: ConfigKey, defaultThreads: number): unknown {
  if (key === 'threads') return defaultThreads;
  if (key === 'preset') return preset;
  return presets[preset as PresetName]?.[key];
}

/** shownText returns what a field shows: what was typed, or what the preset says. */
export function shownText(draft: LaunchDraft, key: ConfigKey, defaultThreads: number): string {
  return draft.texts[key] ?? fieldText(presetValue(draft.preset, key, defaultThreads));
}

/** readDraft reads the config of a draft, or says what is wrong in each field, by the rules of the server. */
export function readDraft(draft: LaunchDraft, defaultThreads: number): LaunchReading {
  const overrides: Record<string, unknown> = {};
  const issues: Partial<Record<IssueKey, string>> = { ...labelIssues(draft) };
  for (const [key, text] of Object.entries(draft.texts) as [ConfigKey, string][]) {
    const parsed = parseField(key, text);
    if ('issue' in parsed) issues[key] = parsed.issue;
    else if (!same(parsed.value, presetValue(draft.preset, key, defaultThreads)))
      overrides[key] = parsed.value;
  }
  const unread = Object.keys(issues).some((key) => key in draft.texts);
  if (unread) return { config: null, overrides, issues };
  try {
    return { config: resolveConfig({ preset: draft.preset, overrides, defaultThreads }), overrides, issues };
  } catch (error) {
    return { config: null, overrides, issues: { ...issues, ...issuesOf(error) } };
  }
}

/** parseField reads a value as it is typed, or says why it cannot be read. */
export function parseField(key: ConfigKey, text: string): { value: unknown } | { issue: string } {
  const trimmed = text.trim();
  const isList = Array.isArray(presets['fashion-mnist-conv'][key as keyof (typeof presets)['mlp']]);
  if (trimmed === '' && !isList) return { issue: t('launch.error.empty') };
  const raw = isList ? `[${trimmed.replace(/^\[|\]$/g, '')}]` : trimmed;
  try {
    return { value: parseAssignment(`${key}=${raw}`)[key] };
  } catch (error) {
    return { issue: issuesOf(error)[key] ?? t('launch.error.unreadable') };
  }
}

function issuesOf(error: unknown): LaunchIssues {
  if (error instanceof ConfigInvalidError)
    return Object.fromEntries(error.issues.map(({ key, message }) => [key ?? 'form', message]));
  if (error instanceof NotYetBuiltError) return { [error.setting]: error.message };
  throw error;
}

function labelIssues({ name, experiment, tags, note }: LaunchDraft): LaunchIssues {
  const issues: Partial<Record<IssueKey, string>> = {};
  const tooLong = (text: string, most: number) =>
    text.length > most ? t('launch.error.tooLong', { length: text.length, most }) : undefined;
  issues.name = tooLong(name.trim(), limits.runNameLength);
  issues.experiment = experiment.trim()
    ? tooLong(experiment.trim(), limits.experimentNameLength)
    : t('launch.error.empty');
  issues.note = tooLong(note, limits.noteLength);
  issues.tags =
    tags.length > limits.tagsPerRun
      ? t('launch.error.tooManyTags', { count: tags.length, most: limits.tagsPerRun })
      : tags.map((tag) => tooLong(tag, limits.tagLength)).find(Boolean);
  return Object.fromEntries(Object.entries(issues).filter(([, issue]) => issue !== undefined));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** FieldChange is how a field departs from what it is compared with; `was` is the text of the other side. */
export type FieldChange = { readonly key: ConfigKey; readonly was: string };

/** findChanges lists what differs from the cloned run, or from the preset of a new one, in the order of the config. */
export function findChanges(
  config: RunConfig,
  { request, defaultThreads }: { request: LaunchRequest; defaultThreads: number },
): FieldChange[] {
  const base =
    request.kind === 'new'
      ? { ...presets[config.preset as PresetName], preset: config.preset, threads: defaultThreads }
      : request.run.config;
  return differingKeys(config, base).map((key) => ({ key, was: fieldText(base[key]) }));
}

/** suggestName names a run that nobody named: by what it is, or by the run that it comes from and what was changed. */
export function suggestName(config: RunConfig, original: LaunchSource | null): string {
  const own = describeConfig(config);
  if (original === null || original.name === describeConfig(original.config)) return own;
  const changes = differingKeys(config, original.config).map((key) => `${key}=${fieldText(config[key])}`);
  return [original.name, ...(changes.length > 0 ? changes : [t('launch.name.again')])]
    .join(' ')
    .slice(0, limits.runNameLength);
}

/** isOffered tells a field that means something for the chosen architecture and has code behind it. */
export function isOffered(field: ConfigField, architecture: string): boolean {
  if (!field.built || field.key === 'preset') return false;
  if (field.key === 'denseUnits') return architecture === 'mlp';
  if (field.key === 'encoderFilters' || field.key === 'decoderFilters') return architecture === 'conv';
  return true;
}

/** readEpochs reads the total that a run is to be trained to: more than it has done. */
export function readEpochs(
  text: string,
  { progress }: Pick<LaunchSource, 'progress'>,
): { epochs: number } | { issue: string } {
  const parsed = parseField('epochs', text);
  if ('issue' in parsed) return parsed;
  const epochs = Number(parsed.value);
  return epochs > progress.epoch
    ? { epochs }
    : { issue: t('launch.error.epochsDone', { epochs: progress.epoch }) };
}

/** MORE_EPOCHS is how many epochs are offered to begin with when a run is trained further. */
export const MORE_EPOCHS = 5;
