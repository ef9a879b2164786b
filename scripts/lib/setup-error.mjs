/**
 * EXIT_CODES are the exit codes that set-up and doctor can end with. Those that the CLI has too are the same numbers
 * (apps/trainer/src/exit-codes.ts).
 */
export const EXIT_CODES = { usage: 2, dataset: 3, backendMissing: 7, home: 8, setup: 13, doctor: 14 };

/** SetupError is a failure of set-up whose message tells the person what was wrong and what to do. */
export class SetupError extends Error {
  constructor(message, { exitCode = EXIT_CODES.setup, cause } = {}) {
    super(message, { cause });
    this.name = 'SetupError';
    this.exitCode = exitCode;
  }
}

const FILE_SYSTEM_REASONS = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

/** fileSystemReason puts the code of a file system error into words, or returns undefined for any other error. */
export function fileSystemReason(error) {
  return FILE_SYSTEM_REASONS[error?.code];
}
