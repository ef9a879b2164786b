import { LatenError, limits } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { changeRuns, lockExistingRuns } from './change-runs.ts';
import { checkTags } from './check-run-fields.ts';

/** RunTagging adds tags to runs and takes others away; a tag in both lists is taken away. */
export type RunTagging = {
  readonly ids: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

/** Kept tags stay where they are, new ones follow. */
const retagged = `
  ARRAY(SELECT tag FROM unnest(tags) WITH ORDINALITY AS old(tag, place) WHERE tag <> ALL ($3::text[]) ORDER BY place)
  || ARRAY(SELECT tag FROM unnest($2::text[]) WITH ORDINALITY AS new(tag, place)
           WHERE tag <> ALL (run.tags) AND tag <> ALL ($3::text[]) ORDER BY place)`;

/**
 * tagRuns changes the tags of several runs at once: of all of them or, when one would get too many, of none. Returns the
 * ids of those that exist. Throws RunNotFoundError when none does, or LatenError (LIMIT_EXCEEDED).
 */
export async function tagRuns(
  { pool }: Pick<Database, 'pool'>,
  { ids, add, remove }: RunTagging,
): Promise<string[]> {
  checkTags(add);
  return inTransaction(pool, async (client) => {
    const found = (await lockExistingRuns(client, ids)).map((run) => run.id);
    await changeRuns(client, {
      ids: found,
      set: `tags = ${retagged}`,
      values: [[...new Set(add)], remove],
    });
    await refuseTooManyTags(client, found);
    return found;
  });
}

async function refuseTooManyTags(client: PoolClient, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string; count: number }>(
    'SELECT name, cardinality(tags) AS count FROM run WHERE id = ANY ($1) AND cardinality(tags) > $2 LIMIT 1',
    [ids, limits.tagsPerRun],
  );
  const [run] = rows;
  if (!run) return;
  throw new LatenError(
    'LIMIT_EXCEEDED',
    `Run "${run.name}" would have ${run.count} tags. The most is ${limits.tagsPerRun}. No tags were changed.`,
  );
}
