import { EditConflictError } from '@laten/shared';
import type { Database } from '../database.ts';
import { checkNote, checkSweepName } from '../run/check-run-fields.ts';
import { inTransaction } from '../transaction.ts';
import { changeSweep, lockListedSweep } from './sweep-row.ts';

/** SweepTextsUpdate changes what people write about a sweep, in any state. `expectedNote` is the note that the editor began from: another one is not overwritten. */
export type SweepTextsUpdate = {
  readonly sweepId: string;
  readonly name?: string;
  readonly note?: string;
  readonly expectedNote?: string;
};

/**
 * updateSweepTexts changes a sweep's name or note. Throws SweepNotFoundError, EditConflictError, or LatenError
 * (LIMIT_EXCEEDED); then nothing is changed. The same update again is no conflict.
 */
export async function updateSweepTexts(
  { pool }: Pick<Database, 'pool'>,
  { sweepId, name, note, expectedNote }: SweepTextsUpdate,
): Promise<void> {
  if (name !== undefined) checkSweepName(name);
  if (note !== undefined) checkNote(note);
  await inTransaction(pool, async (client) => {
    const sweep = await lockListedSweep(client, sweepId);
    if (expectedNote !== undefined && sweep.note !== expectedNote && sweep.note !== note) {
      throw new EditConflictError('note', sweepId);
    }
    await changeSweep(client, sweepId, {
      set: 'name = COALESCE($2, name), note = COALESCE($3, note)',
      values: [name ?? null, note ?? null],
    });
  });
}
