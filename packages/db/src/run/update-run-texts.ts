import type { Database } from '../database.ts';
import { lockRun, notifyRun } from '../recording/run-row.ts';
import { inTransaction } from '../transaction.ts';
import { checkNote, checkRunName, checkTags } from './check-run-fields.ts';

/** RunTexts are what people write about a run; each may be changed at any time, in any state. */
export type RunTexts = { readonly name?: string; readonly tags?: readonly string[]; readonly note?: string };

/** updateRunTexts changes a run's name, tags or note. Throws RunNotFoundError, or LatenError (LIMIT_EXCEEDED). */
export async function updateRunTexts(
  { pool }: Pick<Database, 'pool'>,
  { runId, name, tags, note }: RunTexts & { readonly runId: string },
): Promise<void> {
  if (name !== undefined) checkRunName(name);
  if (tags !== undefined) checkTags(tags);
  if (note !== undefined) checkNote(note);
  await inTransaction(pool, async (client) => {
    const revision = (await lockRun(client, runId)).revision + 1;
    await client.query(
      `UPDATE run SET name = COALESCE($2, name), tags = COALESCE($3, tags), note = COALESCE($4, note), revision = $5
       WHERE id = $1`,
      [runId, name ?? null, tags ?? null, note ?? null, revision],
    );
    await notifyRun(client, runId, revision);
  });
}
