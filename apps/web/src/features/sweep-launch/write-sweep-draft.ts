import { type ConfigKey, configKeys, limits, type SweepIssue, TRIAL_THREADS } from '@laten/shared';
import { t } from '../../messages/index.ts';
import { parseField, presetValue } from '../launch/launch-model.ts';
import { formOf, isNormal } from './distributions.ts';
import { chosenPresets, type FieldDraft, type SweepDraft, splitList } from './sweep-draft.ts';

/** SweepFile is a sweep in the shape of a file, as `readSweepSpec` takes it. */
type SweepFile = Readonly<Record<string, unknown>>;

/** WrittenDraft is a draft as a file, with what is no number or cannot be read; the rules of a sweep are the reader's. */
export type WrittenDraft = { readonly file: SweepFile; readonly issues: readonly SweepIssue[] };

/** writeSweepDraft writes what was typed as a sweep's file. Fixed values are its base, lists and ranges its parameters. */
export function writeSweepDraft(draft: SweepDraft): WrittenDraft {
  const issues: SweepIssue[] = [];
  const keys = configKeys.filter((key) => draft.fields[key] !== undefined);
  const entries = keys.map((key) => [key, draft.fields[key] as FieldDraft] as const);
  const base = entries.flatMap(([key, field]) =>
    key !== 'preset' && field.mode === 'fixed' ? writeFixed({ key, field, draft, issues }) : [],
  );
  const parameters = entries.flatMap(([key, field]) =>
    field.mode === 'fixed' ? [] : [[key, writeSpace({ key, field, issues })]],
  );
  const number = (path: SweepIssue['path'], text: string) => readNumber(path, text, issues);
  const file = {
    ...(draft.name.trim() && { name: draft.name.trim() }),
    method: draft.method,
    metric: { name: draft.metric, goal: draft.goal },
    ...(draft.runCap.trim() && { run_cap: number(['run_cap'], draft.runCap) }),
    seeds: number(['seeds'], draft.seeds),
    base: { preset: chosenPresets(draft)[0], ...Object.fromEntries(base) },
    parameters: Object.fromEntries(parameters),
    ...(draft.method === 'random' && { search_seed: number(['search_seed'], draft.searchSeed) }),
    labels: [...draft.labels],
    retries: {
      failed: number(['retries', 'failed'], draft.retries),
      lost: number(['retries', 'lost'], draft.lost),
    },
  };
  return { file, issues: [...issues, ...findTextIssues(draft)] };
}

/** readPriority reads the priority of a draft; null when it is none. */
export function readPriority({ priority }: Pick<SweepDraft, 'priority'>): number | null {
  const { min, max } = limits.sweepPriority;
  const value = Number(priority);
  return priority.trim() !== '' && Number.isInteger(value) && value >= min && value <= max ? value : null;
}

type Writing = { readonly key: ConfigKey; readonly field: FieldDraft; readonly issues: SweepIssue[] };

/** A value that is the preset's need not be said. */
function writeFixed({ key, field, draft, issues }: Writing & { draft: SweepDraft }): [ConfigKey, unknown][] {
  const presets = chosenPresets(draft);
  if (field.text.trim() === '' && presets.length > 1) return [];
  const value = readValue(['base', key], { key, text: field.text, issues });
  const isUsual = presets.every((preset) => isSame(value, presetValue(preset, key, TRIAL_THREADS)));
  return isUsual ? [] : [[key, value]];
}

function writeSpace({ key, field, issues }: Writing): Record<string, unknown> {
  const path = ['parameters', key];
  if (field.mode === 'list') {
    const values = splitList(key, field.list).map((text, index) =>
      readValue([...path, 'values', index], { key, text, issues }),
    );
    const probabilities = splitList(key, field.probabilities).map((text, index) =>
      readNumber([...path, 'probabilities', index], text, issues),
    );
    return { values, ...(probabilities.length > 0 && { probabilities }) };
  }
  const { distribution } = field;
  const [from, to] = isNormal(distribution) ? ['mu', 'sigma'] : ['min', 'max'];
  return {
    distribution,
    [from as string]: readNumber([...path, from as string], field.from, issues),
    [to as string]: readNumber([...path, to as string], field.to, issues),
    ...(formOf(distribution).hasStep && { q: readNumber([...path, 'q'], field.step, issues) }),
  };
}

function readValue(
  path: SweepIssue['path'],
  { key, text, issues }: { key: ConfigKey; text: string; issues: SweepIssue[] },
): unknown {
  const parsed = parseField(key, text);
  if ('value' in parsed) return parsed.value;
  issues.push({ path, message: parsed.issue });
  return undefined;
}

function readNumber(path: SweepIssue['path'], text: string, issues: SweepIssue[]): number | undefined {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  const message = text.trim() === '' ? t('launch.error.empty') : t('sweepLaunch.error.number', { text });
  issues.push({ path, message });
  return undefined;
}

function findTextIssues(draft: SweepDraft): SweepIssue[] {
  const tooLong = (path: string, { length }: string, most: number) =>
    length > most ? [{ path: [path], message: t('launch.error.tooLong', { length, most }) }] : [];
  const experiment = draft.experiment.trim();
  const { min, max } = limits.sweepPriority;
  return [
    ...tooLong('experiment', experiment, limits.experimentNameLength),
    ...(experiment === '' ? [{ path: ['experiment'], message: t('launch.error.empty') }] : []),
    ...tooLong('note', draft.note, limits.noteLength),
    ...(readPriority(draft) === null
      ? [{ path: ['priority'], message: t('sweepLaunch.error.priority', { min, max }) }]
      : []),
  ];
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
