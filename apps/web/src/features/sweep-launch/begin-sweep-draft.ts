import {
  type ConfigField,
  type ConfigKey,
  type ParameterSpace,
  presetNames,
  presetOverrides,
  RANKING_METRIC,
  type RunConfig,
  type SweepSpec,
} from '@laten/shared';
import { fieldText } from '../launch/launch-model.ts';
import { proposeAround } from './propose-values.ts';
import { type FieldDraft, fixedField, joinList, type SweepDraft } from './sweep-draft.ts';

/** SourceRun is what the form needs of the run that a sweep goes around. */
type SourceRun = {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  readonly config: RunConfig;
};

/** SourceSweep is what the form needs of the sweep that it clones. */
type SourceSweep = {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  readonly note: string;
  readonly priority: number;
  readonly spec: SweepSpec;
};

/** SweepOrigin says what the form begins with: a preset, a run that is good already, or another sweep. */
export type SweepOrigin =
  | { readonly kind: 'new' }
  | { readonly kind: 'around'; readonly run: SourceRun }
  | { readonly kind: 'clone'; readonly sweep: SourceSweep };

/** Said when nobody says otherwise. */
const standard = {
  fields: {},
  method: 'grid',
  runCap: '',
  seeds: '1',
  searchSeed: '1',
  metric: RANKING_METRIC,
  goal: 'minimize',
  labels: [],
  retries: '1',
  lost: '3',
  priority: '0',
  name: '',
  note: '',
} as const satisfies Omit<SweepDraft, 'experiment'>;

/**
 * What a new sweep begins with, so that it is one. Trials are chosen by images held out of the training images; the test
 * images are for the end.
 */
const firstProposal: SweepDraft['fields'] = {
  beta: { ...fixedField('1'), mode: 'list', list: '0.5, 1, 2, 4' },
  validation: fixedField('5000'),
};

/** beginSweepDraft returns what the form shows first. New, or around a run, it proposes lists; a clone is the sweep that it comes from. */
export function beginSweepDraft(
  origin: SweepOrigin,
  { experiment, fields }: { experiment: string; fields: readonly ConfigField[] },
): SweepDraft {
  const source = draftOfSource(origin, experiment);
  if (origin.kind === 'clone') return source;
  const proposal = origin.kind === 'new' ? firstProposal : proposeAround(origin.run.config, fields);
  return { ...source, fields: { ...source.fields, ...proposal } };
}

/** draftOfSource returns what a draft is compared with: the standard, the run's own config, or the sweep. */
export function draftOfSource(origin: SweepOrigin, experiment: string): SweepDraft {
  switch (origin.kind) {
    case 'new':
      return { ...standard, experiment };
    case 'around':
      return {
        ...standard,
        experiment: origin.run.experiment,
        fields: fixedFields(origin.run.config.preset, overridesOf(origin.run.config)),
      };
    case 'clone':
      return draftOfSweep(origin.sweep);
  }
}

/** A trial has its own number of threads; that of the run is not its business. */
function overridesOf(config: RunConfig): Partial<RunConfig> {
  const { threads: _, ...overrides } = presetOverrides(config);
  return overrides;
}

function draftOfSweep({ spec, experiment, note, priority }: SourceSweep): SweepDraft {
  const spaces = Object.entries(spec.parameters) as [ConfigKey, ParameterSpace][];
  return {
    fields: {
      ...fixedFields(spec.base.preset, spec.base.overrides),
      ...Object.fromEntries(spaces.map(([key, space]) => [key, fieldOfSpace(key, space)])),
    },
    method: spec.method,
    runCap: spec.runCap === null ? '' : String(spec.runCap),
    seeds: String(spec.seeds),
    searchSeed: String(spec.searchSeed),
    metric: spec.metric.name,
    goal: spec.metric.goal,
    labels: [...spec.labels],
    retries: String(spec.retries.failed),
    lost: String(spec.retries.lost),
    priority: String(priority),
    name: '',
    experiment,
    note,
  };
}

/** A preset that is no more leaves its run's settings, over the first one. */
function fixedFields(preset: string, overrides: Partial<RunConfig>): SweepDraft['fields'] {
  const known = (presetNames as readonly string[]).includes(preset) ? preset : (presetNames[0] ?? '');
  const fixed = Object.entries(overrides).map(([key, value]) => [key, fixedField(fieldText(value))]);
  return { preset: fixedField(known), ...Object.fromEntries(fixed) };
}

function fieldOfSpace(key: ConfigKey, space: ParameterSpace): FieldDraft {
  const empty = fixedField('');
  switch (space.kind) {
    case 'value':
      return fixedField(fieldText(space.value));
    case 'values': {
      const list = joinList(key, space.values.map(fieldText));
      const probabilities = space.probabilities?.join(', ') ?? '';
      return { ...empty, mode: 'list', list, probabilities, text: fieldText(space.values[0]) };
    }
    case 'range':
      return { ...empty, mode: 'range', ...endsOf(space, space.min, space.max) };
    case 'normal':
      return { ...empty, mode: 'range', ...endsOf(space, space.mu, space.sigma) };
  }
}

function endsOf(
  { distribution, q }: Extract<ParameterSpace, { kind: 'range' | 'normal' }>,
  from: number,
  to: number,
): Pick<FieldDraft, 'distribution' | 'from' | 'to' | 'step'> {
  return { distribution, from: String(from), to: String(to), step: q === undefined ? '' : String(q) };
}
