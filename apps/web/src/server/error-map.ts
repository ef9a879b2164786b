import { type ErrorCode, isLatenError } from '@laten/shared';
import { TRPCError } from '@trpc/server';

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

/** toTrpcError gives an error its tRPC code; what is not an error of Laten's is an internal one. */
export function toTrpcError(error: unknown): TRPCError {
  if (error instanceof TRPCError && !isLatenError(error.cause)) return error;
  const cause = error instanceof TRPCError ? error.cause : error;
  if (!isLatenError(cause)) return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause });
  return new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause });
}

/** publicMessage returns the text of an error that a client may read. */
export function publicMessage(error: TRPCError): string {
  return publicSentences[error.code] ?? error.message;
}

/** describeFault returns what the log says of an error: a sentence for one of ours, all there is for a defect. */
export function describeFault(error: unknown): unknown {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  return isLatenError(cause) ? cause.message : cause;
}

/** isServerFault tells an error that belongs in the server's log from one that the client made. */
export function isServerFault(error: TRPCError): boolean {
  return error.code in publicSentences;
}
