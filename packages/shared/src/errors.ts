/**
 * Errors that people read. Every error names the broken rule, the value, the limit and what to do.
 * This module does not map codes to HTTP statuses or exit codes: the apps own those maps.
 */

/** ErrorCode is a stable name of a kind of failure; the CLI and the web server map it to an exit code or a status. */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'NOT_YET_BUILT'
  | 'SHAPE_MISMATCH'
  | 'NON_FINITE_LOSS'
  | 'RUN_NOT_FOUND'
  | 'RUN_AMBIGUOUS'
  | 'RUN_STATE'
  | 'RUN_STALE_ATTEMPT'
  | 'CHECKPOINT_UNUSABLE'
  | 'DATASET_MISSING'
  | 'DATASET_CORRUPT'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_TOO_OLD'
  | 'DATABASE_NEWER'
  | 'DATABASE_EMBEDDED'
  | 'DATABASE_MIGRATION'
  | 'ARTIFACT_DAMAGED'
  | 'HOME_UNUSABLE'
  | 'PORT_BUSY'
  | 'BACKEND_MISSING'
  | 'DASHBOARD'
  | 'EDIT_CONFLICT'
  | 'EXPERIMENT_NOT_FOUND'
  | 'EXPERIMENT_EXISTS'
  | 'EXPERIMENT_NOT_EMPTY'
  | 'SWEEP_INVALID'
  | 'SWEEP_NOT_FOUND'
  | 'SWEEP_AMBIGUOUS'
  | 'SWEEP_STATE'
  | 'SWEEP_KEY_TAKEN'
  | 'LIMIT_EXCEEDED'
  | 'USAGE'
  | 'INTERRUPTED';

/** LatenError is the base of every error that Laten throws on purpose. Its message is written for the person at the keyboard. */
export class LatenError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** ConfigIssue is one thing that is wrong with a config. */
export type ConfigIssue = {
  /** The key that was refused; null when it is not one key's value, for example an unknown key. */
  readonly key: string | null;
  /** The value, the limit and what to do: a sentence that can stand beside the key's field. */
  readonly message: string;
};

/** ConfigInvalidError says which keys of a config were refused, their values, and the limits. */
export class ConfigInvalidError extends LatenError {
  readonly issues: readonly ConfigIssue[];

  constructor(issues: readonly ConfigIssue[]) {
    super(
      'CONFIG_INVALID',
      issues.map(({ key, message }) => (key === null ? message : `${key}: ${message}`)).join('\n'),
    );
    this.issues = issues;
  }
}

/** NotYetBuiltError refuses a setting that the config schema has room for but no code behind it. */
export class NotYetBuiltError extends LatenError {
  readonly setting: string;

  constructor(setting: string, value: unknown, available: string) {
    super('NOT_YET_BUILT', `${setting}=${String(value)} is not yet built. Use ${available}.`);
    this.setting = setting;
  }
}

/** ShapeMismatchError names the expected and the received shape at a public border. */
export class ShapeMismatchError extends LatenError {
  constructor(where: string, expected: string, received: readonly (number | null)[]) {
    super('SHAPE_MISMATCH', `${where}: expected shape ${expected}, received [${received.join(', ')}].`);
  }
}

/** NonFiniteLossError stops a training whose loss became NaN or infinite. */
export class NonFiniteLossError extends LatenError {
  readonly step: number;
  readonly part: string;

  constructor(step: number, part: string, value: number) {
    super(
      'NON_FINITE_LOSS',
      `${part} became ${value} at step ${step}. Try a smaller learningRate, or look for bad values in the dataset.`,
    );
    this.step = step;
    this.part = part;
  }
}

/** RunNotFoundError: no run has an id that starts with the given prefix. */
export class RunNotFoundError extends LatenError {
  constructor(idOrPrefix: string) {
    super(
      'RUN_NOT_FOUND',
      `No run has the id or prefix "${idOrPrefix}". \`./laten runs list\` shows the ids.`,
    );
  }
}

/** RunAmbiguousError: a prefix matches more than one run. */
export class RunAmbiguousError extends LatenError {
  constructor(prefix: string, matches: readonly string[]) {
    super('RUN_AMBIGUOUS', describeAmbiguity(prefix, 'runs', matches));
  }
}

/** RunStateError: the transition table does not allow this change of state. */
export class RunStateError extends LatenError {
  constructor(message: string) {
    super('RUN_STATE', message);
  }
}

/** StaleAttemptError: a write came from an attempt that a newer one has superseded; it was refused. */
export class StaleAttemptError extends LatenError {
  constructor(runId: string, attempt: number) {
    super(
      'RUN_STALE_ATTEMPT',
      `Attempt ${attempt} of run ${runId} is no longer the current one; its write was refused.`,
    );
  }
}

/** EditConflictError: a text was changed by someone else since the editor began from it; nothing was overwritten. */
export class EditConflictError extends LatenError {
  constructor(what: string, runId: string) {
    super(
      'EDIT_CONFLICT',
      `The ${what} of run ${runId} was changed elsewhere while you edited it. Nothing was saved: compare both texts, then save again.`,
    );
  }
}

/** ExperimentNotFoundError: no experiment has this id. */
export class ExperimentNotFoundError extends LatenError {
  constructor(id: string) {
    super('EXPERIMENT_NOT_FOUND', `No experiment has the id "${id}". It may have been deleted elsewhere.`);
  }
}

/** ExperimentExistsError: another experiment has this name. */
export class ExperimentExistsError extends LatenError {
  constructor(name: string) {
    super('EXPERIMENT_EXISTS', `There is an experiment named "${name}" already. Choose another name.`);
  }
}

/** ExperimentNotEmptyError: an experiment that has runs is not deleted. */
export class ExperimentNotEmptyError extends LatenError {
  constructor(name: string, runs: number) {
    super(
      'EXPERIMENT_NOT_EMPTY',
      `The experiment "${name}" has ${runs} ${runs === 1 ? 'run' : 'runs'}. Move or delete ${runs === 1 ? 'it' : 'them'} first.`,
    );
  }
}

/** SweepIssue is one thing that is wrong with a sweep's file or form, or worth a word. */
export type SweepIssue = {
  /** Where: `['parameters', 'beta', 'min']`. Empty for the whole. */
  readonly path: readonly (string | number)[];
  /** The value, the limit and what to do: a sentence that can stand beside the form's field or the file's line. */
  readonly message: string;
};

/** SweepInvalidError says everything that is wrong with a sweep, before anything of it is queued. */
export class SweepInvalidError extends LatenError {
  readonly issues: readonly SweepIssue[];

  constructor(issues: readonly SweepIssue[]) {
    super(
      'SWEEP_INVALID',
      issues
        .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
        .join('\n'),
    );
    this.issues = issues;
  }
}

/** SweepNotFoundError: no sweep has an id that starts with the given prefix. */
export class SweepNotFoundError extends LatenError {
  constructor(idOrPrefix: string) {
    super(
      'SWEEP_NOT_FOUND',
      `No sweep has the id or prefix "${idOrPrefix}". \`./laten sweeps list\` shows the ids.`,
    );
  }
}

/** SweepAmbiguousError: a prefix matches more than one sweep. */
export class SweepAmbiguousError extends LatenError {
  constructor(prefix: string, matches: readonly string[]) {
    super('SWEEP_AMBIGUOUS', describeAmbiguity(prefix, 'sweeps', matches));
  }
}

/** SweepStateError: the transition table does not allow this change of a sweep. */
export class SweepStateError extends LatenError {
  constructor(message: string) {
    super('SWEEP_STATE', message);
  }
}

/** SweepKeyTakenError: a launch carried a key that has made another sweep already. */
export class SweepKeyTakenError extends LatenError {
  constructor(key: string, sweepId: string) {
    super(
      'SWEEP_KEY_TAKEN',
      `The key "${key}" has launched sweep ${sweepId} already, with another search space. Nothing was queued: launch with another key, or open that sweep.`,
    );
  }
}

/** isLatenError tells an error made for people from a defect. */
export function isLatenError(error: unknown): error is LatenError {
  return error instanceof LatenError;
}

function describeAmbiguity(prefix: string, what: string, matches: readonly string[]): string {
  const shown = `${matches.slice(0, 5).join(', ')}${matches.length > 5 ? ', …' : ''}`;
  return `"${prefix}" matches ${matches.length} ${what}: ${shown}. Give more characters of the id.`;
}
