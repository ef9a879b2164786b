import { EditConflictError } from '@laten/shared';
import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { changeRuns, lockExistingRuns } from './change-runs.ts';
import { checkNote, checkRunName, checkTags } from './check-run-fields.ts';

/** RunTexts are what people write about a run; each may be changed at any time, in any state. */
export type RunTexts = { readonly name?: string; readonly tags?: readonly string[]; readonly note?: string };

/** RunTextsUpdate changes texts. `expectedNote` is the note that the editor began from: another one is not overwritten. */
export type RunTextsUpdate = RunTexts & { readonly runId: string; readonly expectedNote?: string };

/**
 * updateRunTexts changes a run's name, tags or note. Throws RunNotFoundError, EditConflictError, or LatenError
 * (LIMIT_EXCEEDED); then nothing is changed. The same update again is no conflict.
 */
export async function updateRunTexts(
  { pool }: Pick<Database, 'pool'>,
  { runId, name, tags, note, expectedNote }: RunTextsUpdate,
): Promise<void> {
  if (name !== undefined) checkRunName(name);
  if (tags !== undefined) checkTags(tags);
  if (note !== undefined) checkNote(note);
  await inTransaction(pool, async (client) => {
    const [run] = await lockExistingRuns(client, [runId]);
    if (expectedNote !== undefined && run?.note !== expectedNote && run?.note !== note) {
      throw new EditConflictError('note', runId);
    }
    await changeRuns(client, {
      ids: [runId],
      set: 'name = COALESCE($2, name), tags = COALESCE($3, tags), note = COALESCE($4, note)',
      values: [name ?? null, tags ?? null, note ?? null],
    });
  });
}
