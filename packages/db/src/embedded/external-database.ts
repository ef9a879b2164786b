import { explainConnectionFailure } from '../connection-failure.ts';
import { readServerFacts, type ServerFacts } from './connect.ts';
import type { DatabaseLease } from './database-lease.ts';
import { DatabaseTooOldError, DatabaseUnreachableError } from './errors.ts';

const OLDEST_MAJOR_VERSION = 14;

/** useExternalDatabase checks the Postgres that DATABASE_URL names. Its lease holds nothing, so release does nothing. */
export async function useExternalDatabase(url: string): Promise<DatabaseLease> {
  const facts = await askServer(url);
  requireSupportedVersion(url, facts);
  return { url, source: 'environment', serverVersion: facts.version, release: async () => undefined };
}

/** requireSupportedVersion refuses a server that is too old. */
export function requireSupportedVersion(url: string, { version, versionNumber }: ServerFacts): void {
  if (versionNumber >= OLDEST_MAJOR_VERSION * 10_000) return;
  throw new DatabaseTooOldError(
    `The database at ${redactUrl(url)} is Postgres ${version}; Laten needs ${OLDEST_MAJOR_VERSION} or newer. ` +
      'Upgrade it, or unset DATABASE_URL to use the embedded database.',
  );
}

/** redactUrl gives a connection string that may be shown: without the password and without parameters. */
export function redactUrl(url: string): string {
  if (!URL.canParse(url)) return '(unreadable)';
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  shown.search = '';
  return shown.href;
}

async function askServer(url: string): Promise<ServerFacts> {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    // The value is not repeated: it may be a password that was pasted into the wrong place.
    throw new DatabaseUnreachableError(
      'DATABASE_URL is not the address of a Postgres database. ' +
        'It must look like postgresql://user:password@host:5432/database, with special characters percent-encoded.',
    );
  }
  try {
    return await readServerFacts(url);
  } catch (cause) {
    throw new DatabaseUnreachableError(
      `The database at ${redactUrl(url)} (DATABASE_URL) cannot be used: ${explainConnectionFailure(cause)}. ` +
        'Correct DATABASE_URL, or unset it to use the embedded database.',
      { cause },
    );
  }
}
