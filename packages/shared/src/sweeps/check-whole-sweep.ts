import { type PresetName, presets } from '../config/presets.ts';
import { resolveConfig } from '../config/resolve-config.ts';
import type { ConfigKey, RunConfig } from '../config/run-config.ts';
import { ConfigInvalidError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { IssueList } from './issue-list.ts';
import { countTrials, findSeedsProblem } from './plan-trials.ts';
import { countValues, findSpaceEnds } from './search-space.ts';
import { createSearchStrategy } from './search-strategy.ts';
import type { ParameterValue, SweepSpec } from './sweep-spec.ts';

/** checkWholeSweep refuses what is wrong only together: too many trials, seeds said twice, a metric that no trial logs. */
export function checkWholeSweep(
  spec: SweepSpec,
  { issues, defaultThreads }: { issues: IssueList; defaultThreads: number },
): void {
  checkBase(spec, { issues, defaultThreads });
  checkSeeds(spec, issues);
  checkCount(spec, issues);
  checkMetricIsLogged(spec, issues);
  noticeRepeats(spec, issues);
}

/** Keys whose values contradict each other in some configs. */
const dependentKeys: readonly ConfigKey[] = [
  'preset',
  'architecture',
  'encoderFilters',
  'decoderFilters',
  'denseUnits',
  'deterministic',
];

/** Refuses a base that contradicts itself. What only a trial can tell is for `planTrials`. */
function checkBase(
  { base, parameters }: SweepSpec,
  { issues, defaultThreads }: { issues: IssueList; defaultThreads: number },
): void {
  if (dependentKeys.some((key) => key in parameters)) return;
  try {
    resolveConfig({ ...base, defaultThreads });
  } catch (error) {
    if (!(error instanceof ConfigInvalidError)) throw error;
    for (const { key, message } of error.issues) issues.refuse(key ? ['base', key] : ['base'], message);
  }
}

function checkSeeds(spec: SweepSpec, issues: IssueList): void {
  const { seed } = spec.parameters;
  if (seed && seed.kind !== 'value' && seed.kind !== 'values') {
    issues.refuse(['parameters', 'seed'], 'Seeds have no range. List values, or say seeds: 3, for example.');
  }
  if (seed && spec.seeds > 1) {
    const message = `${spec.seeds} is refused beside parameters.seed. Say one of them; base: {seed: 1} is where seeds begin.`;
    issues.refuse(['seeds'], message);
  }
  const problem = findSeedsProblem(spec, spec.seeds);
  if (problem && !seed) issues.refuse(['seeds'], problem);
}

function checkCount(spec: SweepSpec, issues: IssueList): void {
  if (Object.keys(spec.parameters).length === 0 && spec.seeds === 1) {
    const message =
      'Nothing is searched. Name a config key with several values: beta: {values: [1, 2, 4]}, for example.';
    issues.refuse(['parameters'], message);
  }
  const trials = countTrials(spec);
  if (trials <= limits.trialsPerSweep) return;
  const points = createSearchStrategy(spec).count;
  const product = spec.seeds > 1 ? ` (${grouped(points)} points × ${spec.seeds} seeds)` : '';
  const advice =
    spec.method === 'grid' ? 'List fewer values, or cut it off with run_cap.' : 'Lower run_cap or seeds.';
  issues.refuse(
    spec.method === 'grid' ? ['parameters'] : ['run_cap'],
    `${grouped(trials)} trials${product} are refused. The most is ${grouped(limits.trialsPerSweep)}. ${advice}`,
  );
}

/** A random search draws with replacement, as in W&B: of a space with few points it must repeat some. */
function noticeRepeats({ method, parameters, runCap }: SweepSpec, issues: IssueList): void {
  if (method !== 'random' || runCap === null) return;
  const sizes = Object.values(parameters).map(countValues);
  const points = sizes.reduce<number | null>((product, size) => (product && size ? product * size : null), 1);
  if (points === null || runCap <= points) return;
  issues.notice(
    ['run_cap'],
    `${grouped(runCap)} draws of a space with ${grouped(points)} points: some trials repeat others. method: grid tries each point once; seeds: 3 repeats each with other seeds.`,
  );
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** A metric must be logged by every trial: else some of them could not be compared. */
function checkMetricIsLogged(spec: SweepSpec, issues: IssueList): void {
  const { name } = spec.metric;
  const refuse = (message: string) => issues.refuse(['metric', 'name'], message);
  if (name.startsWith('test_') && listPossible(spec, 'validation').includes('test')) {
    refuse(
      `A trial logs ${name} only if it holds images out for validation. Set validation to a number, base: {validation: 5000} for example, or take val_nelbo.`,
    );
  }
  const dimension = /^val_kl_dimension\/(\d+)$/.exec(name)?.[1];
  const least = Math.min(...listPossible(spec, 'latentDim').map(Number));
  if (dimension !== undefined && Number(dimension) >= least) {
    refuse(`A trial with latentDim ${least} has no ${name}: its dimensions are 0 … ${least - 1}.`);
  }
}

/** The values that a key may have in a trial; of a range its ends. */
function listPossible(spec: SweepSpec, key: ConfigKey): readonly ParameterValue[] {
  const space = spec.parameters[key];
  if (space?.kind === 'value') return [space.value];
  if (space?.kind === 'values') return space.values;
  const ends = space && findSpaceEnds(space, spec.method);
  if (ends) return [ends.low, ends.high];
  const set = spec.base.overrides[key];
  if (set !== undefined) return [set];
  const names = spec.parameters.preset ? listPossible(spec, 'preset') : [spec.base.preset];
  return names.map((preset) => (presets[preset as PresetName] as Partial<RunConfig>)[key] as ParameterValue);
}
