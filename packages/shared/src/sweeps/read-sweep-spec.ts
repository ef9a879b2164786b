import { presetNames } from '../config/presets.ts';
import type { ConfigOverrides } from '../config/resolve-config.ts';
import { type ConfigKey, configKeys } from '../config/run-config.ts';
import type { SweepIssue } from '../errors.ts';
import { limits } from '../limits.ts';
import { checkSpace, checkValue } from './check-space.ts';
import { checkWholeSweep } from './check-whole-sweep.ts';
import { nameSweep } from './describe-sweep.ts';
import { IssueList, isMapping, type Mapping, show } from './issue-list.ts';
import { readMetric } from './read-metric.ts';
import { type IsWrittenAsReal, readSpace } from './read-space.ts';
import { sweepDefaults } from './sweep-defaults.ts';
import type { ParameterSpace, SweepMethod, SweepSpec } from './sweep-spec.ts';
import { findLabelProblem, sortLabels } from './worker-labels.ts';

/**
 * Reads a sweep in the shape of W&B's files, whatever carried it: YAML, a command line, a form.
 * This module does not read text: lines and columns are the caller's, who knows where each path stands.
 */

/** ReadSweep is a spec, the note that came with it (`description`), and what its writer should know of it. */
export type ReadSweep = {
  readonly spec: SweepSpec;
  readonly note: string;
  readonly notices: readonly SweepIssue[];
};

/** ReadSweepOptions say what the object alone does not. */
export type ReadSweepOptions = {
  /** Threads of a trial when nobody sets them. (Default: 1.) */
  readonly defaultThreads?: number;
  /**
   * Tells of a number whether it was written with a point or an exponent: W&B reads 0 … 4 as whole numbers and 0.0 … 4.0 as
   * reals. (Default: none was.)
   */
  readonly isWrittenAsReal?: IsWrittenAsReal;
};

/** Keys of W&B's file that have nothing to say to Laten, and why. */
const idleKeys: Readonly<Record<string, string>> = {
  program: 'Laten trains its own models.',
  command: 'Laten trains its own models.',
  job: 'Laten trains its own models.',
  image_uri: 'Laten trains its own models.',
  project: 'Laten has experiments: choose one when you launch.',
  entity: 'Laten has no accounts yet.',
  apiVersion: 'There is one version.',
  kind: 'It is a sweep.',
};

/** Keys of W&B's file that change what a sweep does, and that no code serves. */
const unsupportedKeys: Readonly<Record<string, string>> = {
  early_terminate: 'Trials are not ended early: every one is trained through. Leave it out.',
  controller: 'Laten searches by itself, without another process. Leave it out.',
};

const readKeys = [
  'name',
  'description',
  'method',
  'metric',
  'parameters',
  'run_cap',
  'seeds',
  'base',
  'labels',
  'retries',
  'search_seed',
];

/** readSweepSpec reads an object in W&B's shape. Throws SweepInvalidError with everything that is wrong. */
export function readSweepSpec(
  input: unknown,
  { defaultThreads = 1, isWrittenAsReal = () => false }: ReadSweepOptions = {},
): ReadSweep {
  const issues = new IssueList();
  if (!isMapping(input)) {
    issues.refuse([], `${show(input)} is no sweep. Give a mapping with method and parameters.`);
    issues.throwIfAny();
  }
  const file = input as Mapping;
  readKeysOf(file, issues);
  const method = readMethod(file.method, issues);
  const parameters = readParameters(file.parameters, { method, issues, isWrittenAsReal });
  const unnamed: Omit<SweepSpec, 'name'> = {
    method,
    metric: readMetric(file.metric, issues),
    parameters,
    base: readBase(file.base, { parameters, issues }),
    runCap: readRunCap(file.run_cap, { method, issues }),
    seeds:
      file.seeds === undefined
        ? sweepDefaults.seeds
        : issues.readWhole(['seeds'], file.seeds, limits.seedsPerSweep),
    searchSeed: readSearchSeed(file.search_seed, { method, issues }),
    labels: readLabels(file.labels, issues),
    retries: readRetries(file.retries, issues),
  };
  const name = readName(file.name, issues);
  const note = readNote(file.description, issues);
  issues.throwIfAny();
  const spec = { ...unnamed, name: name ?? nameSweep(unnamed) };
  checkWholeSweep(spec, { issues, defaultThreads });
  issues.throwIfAny();
  return { spec, note, notices: issues.notices };
}

function readKeysOf(file: Mapping, issues: IssueList): void {
  for (const [key, why] of Object.entries(unsupportedKeys)) {
    if (key in file) issues.refuse([key], `${key} is not supported. ${why}`);
  }
  for (const [key, why] of Object.entries(idleKeys)) {
    if (key in file) issues.notice([key], `${key} has no effect. ${why}`);
  }
  const known = [...readKeys, ...Object.keys(idleKeys), ...Object.keys(unsupportedKeys)];
  const unknown = Object.fromEntries(Object.entries(file).filter(([key]) => !known.includes(key)));
  issues.refuseUnknownKeys([], unknown, { what: 'a key of a sweep', known: readKeys });
}

/** A refused method reads on as a grid or a random search, so that the rest is checked too. */
function readMethod(value: unknown, issues: IssueList): SweepMethod {
  if (value === 'grid' || value === 'random') return value;
  const advice = 'Say grid, which tries all combinations, or random with run_cap, which draws so many.';
  if (value === undefined) issues.refuse(['method'], `method is missing. ${advice}`);
  else if (value === 'bayes' || value === 'custom') {
    issues.refuse(['method'], `${value} is not supported. ${advice}`);
  } else issues.refuse(['method'], `${show(value)} is no method. ${advice}`);
  return 'random';
}

function readParameters(
  value: unknown,
  {
    method,
    issues,
    isWrittenAsReal,
  }: { method: SweepMethod; issues: IssueList; isWrittenAsReal: IsWrittenAsReal },
): SweepSpec['parameters'] {
  if (value === undefined || value === null) return {};
  if (!isMapping(value)) {
    issues.refuse(
      ['parameters'],
      `${show(value)} is refused. Give a mapping of config keys, each with its values.`,
    );
    return {};
  }
  issues.refuseUnknownKeys(['parameters'], value, { what: 'a config key', known: configKeys });
  const parameters: Partial<Record<ConfigKey, ParameterSpace>> = {};
  for (const key of configKeys.filter((key) => key in value)) {
    const path = ['parameters', key];
    if (key === 'threads') {
      const advice = 'Every trial takes one; `./laten worker --concurrency` trains several at once.';
      issues.refuse(
        path,
        `threads change the time of a trial, not its result, and are not searched. ${advice}`,
      );
      continue;
    }
    const space = readSpace(path, value[key], { issues, isWrittenAsReal });
    if (!space) continue;
    parameters[key] = space;
    checkSpace(path, { key, space, method, issues });
  }
  return parameters;
}

/** What the trials have in common: a preset's name, or config keys over a preset. What is searched is not kept twice. */
function readBase(
  value: unknown,
  { parameters, issues }: { parameters: SweepSpec['parameters']; issues: IssueList },
): SweepSpec['base'] {
  if (value === undefined) return sweepDefaults.base;
  if (!isMapping(value)) {
    checkValue(['base'], { key: 'preset', value, issues });
    return { preset: String(value), overrides: {} };
  }
  issues.refuseUnknownKeys(['base'], value, { what: 'a config key', known: configKeys });
  const keys = configKeys.filter((key) => key in value);
  for (const key of keys) checkValue(['base', key], { key, value: value[key], issues });
  const kept = keys.filter((key) => key !== 'preset' && !(key in parameters));
  const overrides: ConfigOverrides = Object.fromEntries(kept.map((key) => [key, value[key]]));
  return { preset: String(value.preset ?? presetNames[0]), overrides };
}

function readRunCap(
  value: unknown,
  { method, issues }: { method: SweepMethod; issues: IssueList },
): number | null {
  if (value !== undefined && value !== null) {
    return issues.readWhole(['run_cap'], value, { min: 1, max: limits.trialsPerSweep });
  }
  if (method === 'random' && issues.issues.every(({ path }) => path[0] !== 'method')) {
    const message = `A random search draws until it is told to stop. Say how many points, 1 to ${limits.trialsPerSweep}: run_cap: 20, for example.`;
    issues.refuse(['run_cap'], message);
  }
  return null;
}

function readSearchSeed(
  value: unknown,
  { method, issues }: { method: SweepMethod; issues: IssueList },
): number {
  if (value === undefined) return sweepDefaults.searchSeed;
  if (method === 'grid') issues.notice(['search_seed'], 'search_seed has no effect: a grid draws nothing.');
  return issues.readWhole(['search_seed'], value, limits.seed);
}

function readLabels(value: unknown, issues: IssueList): readonly string[] {
  if (value === undefined || value === null) return sweepDefaults.labels;
  if (!Array.isArray(value)) {
    issues.refuse(['labels'], `${show(value)} is refused. Give a list, for example [gpu].`);
    return [];
  }
  if (value.length > limits.labels) {
    issues.refuse(['labels'], `${value.length} labels are refused. The most is ${limits.labels}.`);
  }
  value.forEach((label, index) => {
    const problem = findLabelProblem(label);
    if (problem) issues.refuse(['labels', index], problem);
  });
  return sortLabels(value.map(String));
}

function readRetries(value: unknown, issues: IssueList): SweepSpec['retries'] {
  if (value === undefined || value === null) return sweepDefaults.retries;
  if (!isMapping(value)) {
    const failed = issues.readWhole(['retries'], value, limits.failedRetries);
    return { ...sweepDefaults.retries, failed };
  }
  issues.refuseUnknownKeys(['retries'], value, { what: 'known here', known: ['failed', 'lost'] });
  const { failed = sweepDefaults.retries.failed, lost = sweepDefaults.retries.lost } = value;
  return {
    failed: issues.readWhole(['retries', 'failed'], failed, limits.failedRetries),
    lost: issues.readWhole(['retries', 'lost'], lost, limits.lostRetries),
  };
}

function readName(value: unknown, issues: IssueList): string | null {
  if (value === undefined || value === null) return null;
  return issues.readText(['name'], value, { maxLength: limits.sweepNameLength });
}

function readNote(value: unknown, issues: IssueList): string {
  if (value === undefined || value === null || value === '') return '';
  return issues.readText(['description'], value, { maxLength: limits.noteLength });
}
