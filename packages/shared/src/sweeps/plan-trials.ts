import { type PresetName, presets } from '../config/presets.ts';
import { resolveConfig } from '../config/resolve-config.ts';
import type { RunConfig } from '../config/run-config.ts';
import { ConfigInvalidError, NotYetBuiltError, SweepInvalidError, type SweepIssue } from '../errors.ts';
import { limits } from '../limits.ts';
import { nameTrial, pickSweptValues } from './describe-sweep.ts';
import { createSearchStrategy } from './search-strategy.ts';
import type { ParameterValues, SweepSpec, TrialPlan } from './sweep-spec.ts';

/** Which trials a sweep has: every point of its strategy with every seed. Numbers stay what they are when a sweep grows. */

/** Kinds of faults that are told apart in one error. */
const SHOWN_FAULTS = 20;

/** countTrials returns how many trials a sweep has. */
export function countTrials(spec: SweepSpec): number {
  return createSearchStrategy(spec).count * spec.seeds;
}

/**
 * planTrials returns the trials numbered from `from` up to and without `to`, with resolved configs.
 * Throws SweepInvalidError that names what a config refuses, and in which trial.
 */
export function planTrials(
  spec: SweepSpec,
  { from, to }: { from: number; to: number },
  { defaultThreads }: { defaultThreads: number },
): TrialPlan[] {
  const { count: points, suggest } = createSearchStrategy(spec);
  const plans: TrialPlan[] = [];
  const faults = new FaultList(spec);
  for (let trial = from; trial < to; trial++) {
    const { point, seedIndex } = locateTrial(spec, points, trial);
    const values = suggest(point);
    try {
      const config = resolveTrial(spec, { values, seedIndex, defaultThreads });
      plans.push({ trial, config, name: nameTrial(spec, config), parameters: pickSweptValues(spec, config) });
    } catch (error) {
      faults.add(error, { trial, values });
    }
  }
  faults.throwIfAny();
  return plans;
}

/** A grid begins again with each seed; a random search tries each draw with all seeds. So either grows at its end. */
function locateTrial(
  { method, seeds }: SweepSpec,
  points: number,
  trial: number,
): { point: number; seedIndex: number } {
  if (method === 'grid') return { point: trial % points, seedIndex: Math.floor(trial / points) };
  return { point: Math.floor(trial / seeds), seedIndex: trial % seeds };
}

function resolveTrial(
  spec: SweepSpec,
  {
    values,
    seedIndex,
    defaultThreads,
  }: { values: ParameterValues; seedIndex: number; defaultThreads: number },
): RunConfig {
  const { preset = spec.base.preset, ...swept } = values as Partial<RunConfig>;
  const overrides = { ...spec.base.overrides, ...swept };
  if (seedIndex > 0) overrides.seed = firstSeed(spec) + seedIndex;
  return resolveConfig({ preset, overrides, defaultThreads });
}

/** firstSeed returns the seed of the first repetition: that of the base. */
export function firstSeed({ base }: Pick<SweepSpec, 'base'>): number {
  return base.overrides.seed ?? presets[base.preset as PresetName].seed;
}

/** Faults of configs, each kind once with the first trial that has it. */
class FaultList {
  readonly #spec: SweepSpec;
  readonly #faults = new Map<string, { issue: SweepIssue; trials: number }>();

  constructor(spec: SweepSpec) {
    this.#spec = spec;
  }

  add(error: unknown, { trial, values }: { trial: number; values: ParameterValues }): void {
    const shown = Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    for (const { key, message } of listConfigFaults(error)) {
      const known = this.#faults.get(message);
      if (known) known.trials += 1;
      else {
        const where = `Trial ${trial} (${shown.join(' ') || 'the base'})`;
        this.#faults.set(message, {
          issue: { path: this.#pathOf(key), message: `${where} is refused: ${message}` },
          trials: 1,
        });
      }
    }
  }

  throwIfAny(): void {
    if (this.#faults.size === 0) return;
    const issues = [...this.#faults.values()].slice(0, SHOWN_FAULTS).map(({ issue, trials }) => ({
      ...issue,
      message: `${issue.message}${othersLike(trials - 1)}`,
    }));
    throw new SweepInvalidError(issues);
  }

  #pathOf(key: string | null): SweepIssue['path'] {
    if (key !== null && key in this.#spec.parameters) return ['parameters', key];
    return key !== null && key in this.#spec.base.overrides ? ['base', key] : ['parameters'];
  }
}

function othersLike(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' So is 1 other.' : ` So are ${count} others.`;
}

function listConfigFaults(error: unknown): { key: string | null; message: string }[] {
  if (error instanceof ConfigInvalidError) {
    return error.issues.map(({ key, message }) => ({ key, message: key ? `${key}: ${message}` : message }));
  }
  if (error instanceof NotYetBuiltError) return [{ key: error.setting, message: error.message }];
  throw error;
}

/**
 * growSpec returns the spec with further trials behind the present ones, which stay what they are: more draws of a random
 * search, or the whole grid with further seeds. Throws SweepInvalidError.
 */
export function growSpec(spec: SweepSpec, { trials }: { trials: number }): SweepSpec {
  const { count: points } = createSearchStrategy(spec);
  const unit = spec.method === 'grid' ? points : spec.seeds;
  const refuse = (message: string): never => {
    throw new SweepInvalidError([{ path: ['trials'], message }]);
  };
  if (!Number.isInteger(trials) || trials < 1 || trials % unit !== 0) {
    const what =
      spec.method === 'grid' ? 'the whole grid with a further seed' : 'one more draw with every seed';
    const multiple = unit === 1 ? 'a whole number from 1' : `a multiple of ${unit}, which is ${what}`;
    refuse(`${trials} is refused. Give ${multiple}.`);
  }
  const total = points * spec.seeds + trials;
  if (total > limits.trialsPerSweep) {
    refuse(`${trials} more make ${total} trials. The most is ${limits.trialsPerSweep} in one sweep.`);
  }
  if (spec.method === 'random') return { ...spec, runCap: points + trials / unit };
  if (spec.parameters.seed) {
    refuse(
      'This grid lists its seeds itself, so it has no further ones. Launch another sweep with more seeds.',
    );
  }
  const seeds = spec.seeds + trials / unit;
  const problem = findSeedsProblem(spec, seeds);
  if (problem) refuse(problem);
  return { ...spec, seeds };
}

/** findSeedsProblem says why a sweep cannot have so many seeds; null when it can. */
export function findSeedsProblem(spec: Pick<SweepSpec, 'base'>, seeds: number): string | null {
  const { min, max } = limits.seedsPerSweep;
  if (!Number.isInteger(seeds) || seeds < min || seeds > max) {
    return `${JSON.stringify(seeds)} seeds are refused. Give a whole number from ${min} to ${max}.`;
  }
  const last = firstSeed(spec) + seeds - 1;
  if (last <= limits.seed.max) return null;
  return `${seeds} seeds from ${firstSeed(spec)} end at ${last}. The greatest seed is ${limits.seed.max}.`;
}
