import { isTransientDatabaseError } from '@laten/db/rows';
import {
  ConfigInvalidError,
  type ConfigIssue,
  type ErrorCode,
  isLatenError,
  NotYetBuiltError,
  SweepInvalidError,
} from '@laten/shared';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';

type TrpcCode = TRPCError['code'];

/** How each kind of failure is answered. What is nobody's business outside is INTERNAL_SERVER_ERROR. */
const trpcCodes: Readonly<Record<ErrorCode, TrpcCode>> = {
  CONFIG_INVALID: 'BAD_REQUEST',
  NOT_YET_BUILT: 'BAD_REQUEST',
  SHAPE_MISMATCH: 'BAD_REQUEST',
  USAGE: 'BAD_REQUEST',
  LIMIT_EXCEEDED: 'PAYLOAD_TOO_LARGE',
  RUN_NOT_FOUND: 'NOT_FOUND',
  RUN_AMBIGUOUS: 'CONFLICT',
  RUN_STATE: 'CONFLICT',
  RUN_STALE_ATTEMPT: 'CONFLICT',
  EDIT_CONFLICT: 'CONFLICT',
  EXPERIMENT_NOT_FOUND: 'NOT_FOUND',
  EXPERIMENT_EXISTS: 'CONFLICT',
  EXPERIMENT_NOT_EMPTY: 'CONFLICT',
  SWEEP_INVALID: 'BAD_REQUEST',
  SWEEP_NOT_FOUND: 'NOT_FOUND',
  SWEEP_AMBIGUOUS: 'CONFLICT',
  SWEEP_STATE: 'CONFLICT',
  SWEEP_KEY_TAKEN: 'CONFLICT',
  CHECKPOINT_UNUSABLE: 'UNPROCESSABLE_CONTENT',
  DATASET_MISSING: 'UNPROCESSABLE_CONTENT',
  DATASET_CORRUPT: 'UNPROCESSABLE_CONTENT',
  NON_FINITE_LOSS: 'UNPROCESSABLE_CONTENT',
  DATABASE_UNREACHABLE: 'SERVICE_UNAVAILABLE',
  DATABASE_TOO_OLD: 'SERVICE_UNAVAILABLE',
  DATABASE_NEWER: 'SERVICE_UNAVAILABLE',
  DATABASE_EMBEDDED: 'SERVICE_UNAVAILABLE',
  DATABASE_MIGRATION: 'SERVICE_UNAVAILABLE',
  ARTIFACT_DAMAGED: 'INTERNAL_SERVER_ERROR',
  HOME_UNUSABLE: 'INTERNAL_SERVER_ERROR',
  PORT_BUSY: 'INTERNAL_SERVER_ERROR',
  BACKEND_MISSING: 'INTERNAL_SERVER_ERROR',
  DASHBOARD: 'INTERNAL_SERVER_ERROR',
  INTERRUPTED: 'INTERNAL_SERVER_ERROR',
};

/** Answers of these kinds speak of the server's insides: the client gets the sentence, the log gets the error. */
const publicSentences: Partial<Record<TrpcCode, string>> = {
  INTERNAL_SERVER_ERROR: 'Something failed inside Laten. The terminal that runs it says what.',
  SERVICE_UNAVAILABLE:
    'The database is away. Laten tries again by itself; the terminal that runs it says more.',
};

/**
 * toTrpcError gives an error its tRPC code. A database that is away for now is no defect; whatever else is not an error of
 * Laten's is one.
 */
export function toTrpcError(error: unknown): TRPCError {
  // What a procedure throws comes wrapped; tRPC's own refusals hold nothing of ours.
  const cause = error instanceof TRPCError ? error.cause : error;
  if (isLatenError(cause)) {
    return new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause });
  }
  if (isTransientDatabaseError(cause)) return new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause });
  return error instanceof TRPCError ? error : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause });
}

/** publicMessage returns the text of an error that a client may read. */
export function publicMessage(error: TRPCError): string {
  if (isBadInput(error)) return new ConfigInvalidError(issuesOf(error) ?? []).message;
  return publicSentences[error.code] ?? error.message;
}

/**
 * issuesOf says what was wrong with an input, a config or a sweep, key by key, for the form that sent it. Null for an error that is
 * not about keys.
 */
export function issuesOf(error: TRPCError): readonly ConfigIssue[] | null {
  const { cause } = error;
  if (cause instanceof ConfigInvalidError) return cause.issues;
  if (cause instanceof SweepInvalidError)
    return cause.issues.map(({ path, message }) => ({ key: path.join('.') || null, message }));
  if (cause instanceof NotYetBuiltError) return [{ key: cause.setting, message: cause.message }];
  if (!isBadInput(error)) return null;
  return error.cause.issues.map(({ path, message }) => ({ key: path.join('.') || null, message }));
}

/** A schema that fails elsewhere than on an input is a defect of ours, and not for the client to read. */
function isBadInput(error: TRPCError): error is TRPCError & { readonly cause: z.ZodError } {
  return error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError;
}

/** describeFault returns what the log says of an error: a sentence for what is no defect, all there is for a defect. */
export function describeFault(error: unknown): unknown {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  if (isLatenError(cause)) return cause.message;
  return isTransientDatabaseError(cause) ? `The database is away: ${(cause as Error).message}` : cause;
}

/** isServerFault tells an error that belongs in the server's log from one that the client made. */
export function isServerFault(error: TRPCError): boolean {
  return error.code in publicSentences;
}
