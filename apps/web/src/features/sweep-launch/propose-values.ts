import type { ConfigField, ConfigKey, RunConfig } from '@laten/shared';
import { fieldText } from '../launch/launch-model.ts';
import { type FieldDraft, fixedField, joinList } from './sweep-draft.ts';

/** What the form suggests around a value that somebody has found good: half of it, itself, and twice it. */

const FACTORS = [0.5, 1, 2];
const DIGITS = 12;
/** Values of these keys are compared by their ratio: their ranges are on a log scale. */
const ratioKeys: readonly ConfigKey[] = ['beta', 'learningRate'];
/** The keys that are searched around a run. */
const aroundKeys = ['beta', 'latentDim', 'learningRate'] as const satisfies readonly ConfigKey[];

/** proposeAround returns lists around a run's beta, latentDim and learningRate. Where nothing lies around a value it stays fixed. */
export function proposeAround(
  config: RunConfig,
  fields: readonly ConfigField[],
): Partial<Record<ConfigKey, FieldDraft>> {
  const proposals = aroundKeys.flatMap((key) => {
    const field = fields.find((one) => one.key === key);
    const values = field ? valuesAround(config[key], field) : [];
    if (values.length < 2) return [];
    const list = joinList(key, values.map(fieldText));
    return [[key, { ...fixedField(fieldText(config[key])), mode: 'list', list } as const] as const];
  });
  return Object.fromEntries(proposals);
}

/** valuesAround returns half of a value, the value and twice it, as far as the field takes them. */
export function valuesAround(
  value: number,
  { kind, min, max }: Pick<ConfigField, 'kind' | 'min' | 'max'>,
): number[] {
  const scaled = FACTORS.map((factor) => {
    const product = Number((value * factor).toPrecision(DIGITS));
    return kind === 'integer' ? Math.round(product) : product;
  });
  const least = min ?? Number.NEGATIVE_INFINITY;
  const most = max ?? Number.POSITIVE_INFINITY;
  return [...new Set(scaled)].filter((one) => one >= least && one <= most);
}

/** beginMode prepares the fields of a mode that is chosen for the first time from the value that was fixed. */
export function beginMode(field: ConfigField, draft: FieldDraft, mode: FieldDraft['mode']): FieldDraft {
  if (mode === 'list' && draft.list === '') return { ...draft, mode, list: draft.text };
  if (mode !== 'range' || draft.from !== '' || draft.to !== '') return { ...draft, mode };
  const around = valuesAround(Number(draft.text), field).filter(Number.isFinite);
  const distribution =
    field.kind === 'integer'
      ? 'int_uniform'
      : ratioKeys.includes(field.key)
        ? 'log_uniform_values'
        : 'uniform';
  const ends = around.length > 1 ? { from: fieldText(around[0]), to: fieldText(around.at(-1)) } : {};
  return { ...draft, mode, distribution, ...ends };
}
