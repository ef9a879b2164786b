import {
  type ConfigKey,
  type NormalDistribution,
  type PresetName,
  presetNames,
  presets,
  type RangeDistribution,
  type SweepGoal,
  type SweepMethod,
  TRIAL_THREADS,
} from '@laten/shared';
import { fieldText, presetValue } from '../launch/launch-model.ts';

/** What a person has typed into the form of a new sweep, as text: what it means is for `write-sweep-draft.ts`. */

/** FieldMode says where the values of a key come from: one for all trials, a list, or a range. */
export type FieldMode = 'fixed' | 'list' | 'range';

/** Distribution names how the values of a range are spread. */
export type Distribution = RangeDistribution | NormalDistribution;

/** FieldDraft is what was typed for one key. Each mode keeps its own texts, so that trying another one loses nothing. */
export type FieldDraft = {
  readonly mode: FieldMode;
  readonly text: string;
  readonly list: string;
  /** Of each listed value, for a random search; empty for equal ones. */
  readonly probabilities: string;
  readonly distribution: Distribution;
  /** The lower end, or the mean of a normal distribution. */
  readonly from: string;
  /** The upper end, or the standard deviation. */
  readonly to: string;
  /** What values are rounded to multiples of. */
  readonly step: string;
};

/** SweepDraft is what a person has typed. A key that nobody touched is not in `fields`. */
export type SweepDraft = {
  readonly fields: Readonly<Partial<Record<ConfigKey, FieldDraft>>>;
  readonly method: SweepMethod;
  /** Points of a random search; of a grid the most that are tried, or nothing. */
  readonly runCap: string;
  readonly seeds: string;
  readonly searchSeed: string;
  readonly metric: string;
  readonly goal: SweepGoal;
  readonly labels: readonly string[];
  readonly retries: string;
  readonly lost: string;
  readonly priority: string;
  readonly name: string;
  readonly experiment: string;
  readonly note: string;
};

const emptyField: FieldDraft = {
  mode: 'fixed',
  text: '',
  list: '',
  probabilities: '',
  distribution: 'uniform',
  from: '',
  to: '',
  step: '',
};

/** fixedField is a field with one value for all trials. */
export function fixedField(text: string): FieldDraft {
  return { ...emptyField, text };
}

/** fieldOf returns what a field holds: what was typed, or what the preset says. */
export function fieldOf(draft: Pick<SweepDraft, 'fields'>, key: ConfigKey): FieldDraft {
  return draft.fields[key] ?? fixedField(presetText(draft, key));
}

/** presetText writes what the preset says of a key. Where the listed presets differ it is empty: each trial has its own. */
export function presetText(draft: Pick<SweepDraft, 'fields'>, key: ConfigKey): string {
  if (key === 'preset') return presetNames[0] ?? '';
  const texts = chosenPresets(draft).map((preset) => fieldText(presetValue(preset, key, TRIAL_THREADS)));
  return texts.every((text) => text === texts[0]) ? (texts[0] ?? '') : '';
}

/** chosenPresets returns the presets that trials start from. */
export function chosenPresets({ fields }: Pick<SweepDraft, 'fields'>): string[] {
  const { preset } = fields;
  if (!preset) return presetNames.slice(0, 1);
  const names = preset.mode === 'list' ? splitList('preset', preset.list) : [preset.text];
  const known = names.filter((name) => Object.hasOwn(presets, name)) as PresetName[];
  return known.length > 0 ? known : presetNames.slice(0, 1);
}

/** The values of these keys are lists themselves, with commas: their lists are split by semicolons. */
const listKeys: readonly ConfigKey[] = ['encoderFilters', 'decoderFilters', 'denseUnits'];

/** splitList splits the text of a list into the texts of its values. */
export function splitList(key: ConfigKey, text: string): string[] {
  return text
    .split(separatorOf(key))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** joinList writes values as a list is typed. */
export function joinList(key: ConfigKey, texts: readonly string[]): string {
  return texts.join(`${separatorOf(key)} `);
}

/** separatorOf returns the sign between the values of a list. */
export function separatorOf(key: ConfigKey): ',' | ';' {
  return listKeys.includes(key) ? ';' : ',';
}
