import { readFile, stat } from 'node:fs/promises';
import { LatenError, limits } from '@laten/shared';
import { parseSweepText, type SweepText } from './parse-sweep-text.ts';

/** readSweepFile reads a sweep file, YAML or JSON. Throws LatenError (USAGE, SWEEP_INVALID) that says what is wrong with it, and where. */
export async function readSweepFile(file: string): Promise<SweepText> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
  if (found.isDirectory()) {
    throw new LatenError(
      'USAGE',
      `${file} is a folder. Name one of the sweep files in it, for example sweeps/beta.yaml.`,
    );
  }
  if (found.size > limits.sweepFileBytes) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `${file} has ${found.size} bytes. A sweep file has at most ${limits.sweepFileBytes}.`,
    );
  }
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
  return parseSweepText(file, decode(file, bytes));
}

function unreadable(file: string, error: NodeJS.ErrnoException): LatenError {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return new LatenError('USAGE', `There is no file ${file}. Examples are in the folder sweeps/.`);
  }
  return new LatenError('USAGE', `${file} cannot be read: ${error.message}`, { cause: error });
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LatenError('USAGE', `${file} is not a text in UTF-8. A sweep file is YAML or JSON.`);
  }
}
