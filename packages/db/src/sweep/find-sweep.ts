import {
  ID_PREFIX_PATTERN,
  LatenError,
  limits,
  SweepAmbiguousError,
  SweepNotFoundError,
} from '@laten/shared';
import type { Database } from '../database.ts';

/** FoundSweep is enough to say which sweep is meant. */
export type FoundSweep = { readonly id: string; readonly name: string };

/** Enough to show that a prefix is ambiguous, and how much. */
const MOST_MATCHES = 100;

/**
 * findSweep returns the sweep, not a deleted one, with the given id or unique prefix of an id. Throws SweepNotFoundError,
 * SweepAmbiguousError, or LatenError (USAGE) when the text cannot be the start of an id.
 */
export async function findSweep({ pool }: Pick<Database, 'pool'>, idOrPrefix: string): Promise<FoundSweep> {
  const prefix = idOrPrefix.trim().toLowerCase();
  if (!ID_PREFIX_PATTERN.test(prefix) || prefix.length < limits.runIdPrefixMinLength) {
    throw new LatenError(
      'USAGE',
      `"${idOrPrefix}" is not a sweep's id or the start of one: ${limits.runIdPrefixMinLength} to 16 of the characters 0-9 and a-z without i, l, o and u. ` +
        '`./laten sweeps list` shows the ids.',
    );
  }
  const { rows } = await pool.query<FoundSweep>(
    'SELECT id, name FROM sweep WHERE starts_with(id, $1) AND deleted_at IS NULL ORDER BY id LIMIT $2',
    [prefix, MOST_MATCHES],
  );
  const [first, second] = rows;
  if (!first) throw new SweepNotFoundError(idOrPrefix);
  if (second) {
    throw new SweepAmbiguousError(
      idOrPrefix,
      rows.map(({ id }) => id),
    );
  }
  return first;
}
