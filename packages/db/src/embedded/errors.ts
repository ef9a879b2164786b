import { LatenError } from '@laten/shared';

/** DatabaseUnreachableError says that nothing usable answers at DATABASE_URL. Its text never holds the password. */
export class DatabaseUnreachableError extends LatenError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('DATABASE_UNREACHABLE', message, options);
  }
}

/** DatabaseTooOldError says that the server at DATABASE_URL is older than Laten can work with. */
export class DatabaseTooOldError extends LatenError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('DATABASE_TOO_OLD', message, options);
  }
}

/** EmbeddedDatabaseError says that the embedded server cannot be made, started, stopped or copied. */
export class EmbeddedDatabaseError extends LatenError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('DATABASE_EMBEDDED', message, options);
  }
}

/** HomeUnusableError says that LATEN_HOME cannot be written, is full, or cannot be reached by the server's user. */
export class HomeUnusableError extends LatenError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('HOME_UNUSABLE', message, options);
  }
}

/** errnoOf gives the system's name of an error, such as `ENOENT`, or undefined when it has none. */
export function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** ignoringAbsence turns "there is no such file" into undefined and lets every other error through. */
export async function ignoringAbsence<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}
