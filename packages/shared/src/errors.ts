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

/** ConfigInvalidError says which key of a config was refused, its value, and the limit. */
export class ConfigInvalidError extends LatenError {
  readonly issues: readonly string[];

  constructor(issues: readonly string[]) {
    super('CONFIG_INVALID', issues.join('\n'));
    this.issues = issues;
  }
}

/** NotYetBuiltError refuses a setting that the config schema has room for but no code behind it. */
export class NotYetBuiltError extends LatenError {
  constructor(setting: string, value: unknown, available: string) {
    super('NOT_YET_BUILT', `${setting}=${String(value)} is not yet built. Use ${available}.`);
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
    super(
      'RUN_AMBIGUOUS',
      `"${prefix}" matches ${matches.length} runs: ${matches.slice(0, 5).join(', ')}${matches.length > 5 ? ', …' : ''}. Give more characters of the id.`,
    );
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

/** isLatenError tells an error made for people from a defect. */
export function isLatenError(error: unknown): error is LatenError {
  return error instanceof LatenError;
}
