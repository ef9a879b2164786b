import { isLatenError } from '@laten/shared';
import { DatabaseUnreachableError } from './errors.ts';

/** What went wrong between us and Postgres, in words, and whether it is worth trying again. */

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens on that host and port',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'the host does not answer',
  EHOSTUNREACH: 'no route leads to that host',
  ENETUNREACH: 'no route leads to that host',
  '28P01': 'the user or the password is wrong',
  '28000': 'the server does not let this user in',
  '3D000': 'the server has no database of that name',
  '57P01': 'the server is shutting down',
  '57P03': 'the server is starting or stopping',
  '53300': 'the server has no connection left',
  '53100': 'the disk of the server is full',
};

/** States of Postgres that pass: connection lost, out of something, shutting down, deadlock, timeout. Classes by two characters. */
const transientClasses: readonly string[] = ['08', '53', '57', '40'];
const transientStates: readonly string[] = ['55P03', '25P03'];
const transientSystemErrors: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
];
/** Prisma's codes for the same: unreachable, timed out, closed, pool exhausted, write conflict. */
const transientPrismaCodes: readonly string[] = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2034'];
/** `pg` gives these errors no code. */
const transientMessages =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** isTransientDatabaseError tells a database that is away for now from a write that will never succeed. */
export function isTransientDatabaseError(error: unknown): boolean {
  if (isLatenError(error)) return error.code === 'DATABASE_UNREACHABLE';
  const code = codeOf(error);
  if (code !== undefined) {
    if (transientSystemErrors.includes(code) || transientPrismaCodes.includes(code)) return true;
    if (transientStates.includes(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code) && transientClasses.includes(code.slice(0, 2))) return true;
  }
  return error instanceof Error && transientMessages.test(error.message);
}

/** explainConnectionFailure says in words why a connection failed. Postgres' and the system's messages hold no password. */
export function explainConnectionFailure(cause: unknown): string {
  return reasons[codeOf(cause) ?? ''] ?? (cause instanceof Error ? cause.message : String(cause));
}

/** describeAddress gives the host, port and database of a URL, and nothing of its user and password. */
export function describeAddress(url: string): string {
  if (!URL.canParse(url)) return '(unreadable address)';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || 5432}${pathname}`;
}

/** wrapConnectionLoss runs `work` and turns the loss of the database into DatabaseUnreachableError. */
export async function wrapConnectionLoss<T>(address: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isLatenError(cause) || !isTransientDatabaseError(cause)) throw cause;
    throw new DatabaseUnreachableError(
      `The database at ${address} is away: ${explainConnectionFailure(cause)}.`,
      { cause },
    );
  }
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
