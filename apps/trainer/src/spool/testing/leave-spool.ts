import { readdir } from 'node:fs/promises';
import type { Attempt, RecordingOperation, RunOutcome } from '@laten/shared';
import { openSpoolFile, spoolFolder } from '../spool-file.ts';

/** leaveSpool leaves a spool file as a process does that must end while the database is away. */
export async function leaveSpool(input: {
  home: string;
  address: string;
  attempt: Attempt;
  operations: readonly RecordingOperation[];
  outcome: RunOutcome | null;
}): Promise<string> {
  const spool = await openSpoolFile(input);
  const { refusal } = await spool.append(input.operations);
  if (refusal !== null) throw new Error(refusal);
  await spool.leave(input.outcome);
  return spool.place;
}

/** listSpoolFiles lists what is in the spool folder of a home. */
export async function listSpoolFiles(home: string): Promise<string[]> {
  return readdir(spoolFolder(home)).catch(() => []);
}
