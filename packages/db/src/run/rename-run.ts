import type { Database } from '../database.ts';
import { updateRunTexts } from './update-run-texts.ts';

/** renameRun gives a run another name. Throws RunNotFoundError, or LatenError (LIMIT_EXCEEDED). */
export async function renameRun(
  database: Pick<Database, 'pool'>,
  { runId, name }: { runId: string; name: string },
): Promise<void> {
  await updateRunTexts(database, { runId, name });
}
