import { LatenError } from '@laten/shared';

export { DatabaseTooOldError, DatabaseUnreachableError } from './embedded/errors.ts';

/** DatabaseNewerError refuses a database whose tables a newer Laten made: this one might damage what it does not know. */
export class DatabaseNewerError extends LatenError {
  constructor(unknownMigration: string, newestKnown: string) {
    super(
      'DATABASE_NEWER',
      `This database has ${unknownMigration}; this Laten knows up to ${newestKnown}. ` +
        'Update Laten, or use another database (DATABASE_URL, or another LATEN_HOME).',
    );
  }
}

/** DatabaseOlderError refuses a database whose tables are older than this Laten's, where they are not to be changed. */
export class DatabaseOlderError extends LatenError {
  constructor(address: string, missing: string) {
    super(
      'DATABASE_MIGRATION',
      `The database at ${address} lacks ${missing}, which this Laten needs: its tables are of an older version. ` +
        'Bring them up to date with `./laten db migrate` or `./laten up` of this version, on one machine, while no older Laten uses them; ' +
        'or use here the version of Laten that the others have.',
    );
  }
}

/** BlobDamagedError: stored bytes do not match their checksum, or a part of them is missing. */
export class BlobDamagedError extends LatenError {
  constructor(sha256: string) {
    super(
      'ARTIFACT_DAMAGED',
      `The stored bytes with SHA-256 ${sha256} are damaged: they do not match their checksum. ` +
        'Restore the database from a copy, or delete the run and train it again.',
    );
  }
}

/** MigrationFailedError: the tables could not be brought up to date. The database is as it was before. */
export class MigrationFailedError extends LatenError {
  constructor(address: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message.trim() : String(cause);
    super(
      'DATABASE_MIGRATION',
      `The database at ${address} could not be migrated, and is as it was before: ${why}`,
      {
        cause,
      },
    );
  }
}
