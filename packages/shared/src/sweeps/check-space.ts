import { describeFields, type FieldKind } from '../config/describe-fields.ts';
import { presetNames } from '../config/presets.ts';
import { parseConfig, refuseUnbuilt, resolveConfig } from '../config/resolve-config.ts';
import { type ConfigKey, type RunConfig, runConfigSchema } from '../config/run-config.ts';
import { ConfigInvalidError, NotYetBuiltError } from '../errors.ts';
import { suggest } from '../suggest.ts';
import type { IssueList, IssuePath } from './issue-list.ts';
import { countValues, findSpaceEnds } from './search-space.ts';
import type { ParameterSpace, SweepMethod } from './sweep-spec.ts';

/** What a key of the config takes: every listed value and both ends of every range go through the config's own schema. */

/** checkSpace refuses what the key, or the method, cannot take. */
export function checkSpace(
  path: IssuePath,
  {
    key,
    space,
    method,
    issues,
  }: { key: ConfigKey; space: ParameterSpace; method: SweepMethod; issues: IssueList },
): void {
  if (space.kind === 'value') checkValue([...path, 'value'], { key, value: space.value, issues });
  else if (space.kind === 'values') checkValues(path, { key, space, method, issues });
  else checkDrawn(path, { key, space, method, issues });
}

/** checkValue refuses a value that no config takes for this key, whatever the other keys are. */
export function checkValue(
  path: IssuePath,
  { key, value, issues }: { key: ConfigKey; value: unknown; issues: IssueList },
): void {
  const problem = findValueProblem(key, value);
  if (problem) issues.refuse(path, problem);
}

/** A config in which one key after the other is tried. */
const reference = resolveConfig({ defaultThreads: 1 });

function findValueProblem(key: ConfigKey, value: unknown): string | null {
  if (key === 'preset' && !(presetNames as unknown[]).includes(value)) {
    const close = typeof value === 'string' ? suggest(value, presetNames) : '';
    return `${JSON.stringify(value) ?? 'nothing'} is unknown${close}. Presets: ${presetNames.join(', ')}.`;
  }
  const candidate = { ...reference, [key]: value };
  try {
    if (runConfigSchema.shape[key].safeParse(value).success) refuseUnbuilt(candidate as RunConfig);
    else parseConfig(candidate);
    return null;
  } catch (error) {
    if (error instanceof NotYetBuiltError) return error.message;
    if (error instanceof ConfigInvalidError) return error.issues.map(({ message }) => message).join(' ');
    throw error;
  }
}

type Values = Extract<ParameterSpace, { kind: 'values' }>;
type Drawn = Extract<ParameterSpace, { kind: 'range' | 'normal' }>;
type Check<Space> = {
  readonly key: ConfigKey;
  readonly space: Space;
  readonly method: SweepMethod;
  readonly issues: IssueList;
};

function checkValues(path: IssuePath, { key, space, method, issues }: Check<Values>): void {
  const seen = new Map<string, number>();
  space.values.forEach((value, index) => {
    const at = [...path, 'values', index];
    checkValue(at, { key, value, issues });
    const text = JSON.stringify(value);
    const first = seen.get(text);
    seen.set(text, first ?? index);
    if (first !== undefined && method === 'grid') {
      issues.refuse(at, `${text} stands there twice. A grid tries each value once: take one away.`);
    }
  });
  if (space.probabilities && method === 'grid') {
    const advice = 'Leave them out, or say method: random.';
    issues.refuse(
      [...path, 'probabilities'],
      `A grid tries every value, whatever its probability. ${advice}`,
    );
  }
}

/** The distribution that yields whole numbers where another one yields any. */
const wholeAdvice: Readonly<Partial<Record<Drawn['distribution'], string>>> = {
  uniform: 'int_uniform or q_uniform',
  log_uniform: 'q_log_uniform',
  log_uniform_values: 'q_log_uniform_values',
  inv_log_uniform: 'q_log_uniform_values',
  inv_log_uniform_values: 'q_log_uniform_values',
  normal: 'q_normal',
  log_normal: 'q_log_normal',
};

let kinds: ReadonlyMap<ConfigKey, FieldKind> | null = null;

/** Worked out when it is first asked for, and once: the schema is always the same, and reading it takes milliseconds. */
function kindOf(key: ConfigKey): FieldKind | undefined {
  kinds ??= new Map(describeFields().map((field) => [field.key, field.kind]));
  return kinds.get(key);
}

function findKindProblem(key: ConfigKey, space: Drawn): string | null {
  const kind = kindOf(key);
  if (kind !== 'integer' && kind !== 'number') {
    return `${key} is no number, so it has no range. List values instead: values: […].`;
  }
  if (kind === 'number') return null;
  const advice = wholeAdvice[space.distribution];
  if (advice) return `${space.distribution} yields fractions, and ${key} is a whole number. Use ${advice}.`;
  if (space.q !== undefined && !Number.isInteger(space.q)) {
    return `The step q ${space.q} yields fractions, and ${key} is a whole number. Give a whole q.`;
  }
  return null;
}

function findGridProblem(space: Drawn, method: SweepMethod): string | null {
  if (method !== 'grid' || countValues(space) !== null) return null;
  return `A grid cannot try every value of ${space.distribution}. List values, take int_uniform or q_uniform, or say method: random.`;
}

function checkDrawn(path: IssuePath, check: Check<Drawn>): void {
  const { key, space, method, issues } = check;
  const problem = findKindProblem(key, space) ?? findGridProblem(space, method);
  if (problem) {
    issues.refuse([...path, 'distribution'], problem);
    return;
  }
  checkEnds(path, check);
  noticeMeaning(path, space, { method, issues });
}

function checkEnds(path: IssuePath, { key, space, method, issues }: Check<Drawn>): void {
  const ends = findSpaceEnds(space, method);
  if (!ends) return;
  const isInverse = space.distribution === 'inv_log_uniform';
  const entries = space.kind === 'normal' ? ['sigma', 'sigma'] : isInverse ? ['max', 'min'] : ['min', 'max'];
  const values = [ends.low, ends.high];
  entries.forEach((entry, index) => {
    const value = values[index] as number;
    const problem = findValueProblem(key, value);
    if (problem) issues.refuse([...path, entry], `${explainEnd(space, value, entry)}${problem}`);
  });
}

/** Where the value at an end came from, when it is not what stands in the file. */
function explainEnd(space: Drawn, value: number, entry: string): string {
  if (space.kind === 'normal')
    return `At 3 sigma from mu ${space.mu}, ${space.distribution} yields ${value}: `;
  const written = entry === 'min' ? space.min : space.max;
  return written === value ? '' : `${entry} ${written} of ${space.distribution} is the value ${value}: `;
}

const exponentDistributions: readonly string[] = ['log_uniform', 'q_log_uniform', 'inv_log_uniform'];

/** Says what is easily read otherwise. */
function noticeMeaning(
  path: IssuePath,
  space: Drawn,
  { method, issues }: { method: SweepMethod; issues: IssueList },
): void {
  if (space.kind !== 'range') return;
  if (exponentDistributions.includes(space.distribution)) {
    const { low, high } = findSpaceEnds(space, method) ?? { low: space.min, high: space.max };
    const range = `${Number(low.toPrecision(4))} … ${Number(high.toPrecision(4))}`;
    issues.notice(
      path,
      `${space.distribution} takes natural exponents, as in W&B: its values are ${range}. ${space.distribution}_values takes values.`,
    );
  }
  if (method === 'grid' && space.distribution === 'q_uniform') {
    const last = findSpaceEnds(space, method)?.high;
    issues.notice(path, `A grid steps from min and leaves max out, as in W&B: its last value is ${last}.`);
  }
}
