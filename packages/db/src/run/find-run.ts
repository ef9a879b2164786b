import { ID_PREFIX_PATTERN, LatenError, limits, RunAmbiguousError, RunNotFoundError } from '@laten/shared';
import type { Database } from '../database.ts';

/** FoundRun is enough to say which run is meant. */
export type FoundRun = { readonly id: string; readonly name: string };

/** Enough to show that a prefix is ambiguous, and how much. */
const MOST_MATCHES = 100;

/**
 * findRun returns the run, not a deleted one, with the given id or unique prefix of an id. Throws RunNotFoundError, RunAmbiguousError, or
 * LatenError (USAGE) when the text cannot be the start of an id.
 */
export async function findRun({ prisma }: Database, idOrPrefix: string): Promise<FoundRun> {
  const prefix = idOrPrefix.trim().toLowerCase();
  if (!ID_PREFIX_PATTERN.test(prefix) || prefix.length < limits.runIdPrefixMinLength) {
    throw new LatenError(
      'USAGE',
      `"${idOrPrefix}" is not a run id or the start of one: ${limits.runIdPrefixMinLength} to 16 of the characters 0-9 and a-z without i, l, o and u. ` +
        '`./laten runs list` shows the ids.',
    );
  }
  const matches = await prisma.run.findMany({
    where: { id: { startsWith: prefix }, deletedAt: null },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
    take: MOST_MATCHES,
  });
  const [first, second] = matches;
  if (!first) throw new RunNotFoundError(idOrPrefix);
  if (second) {
    throw new RunAmbiguousError(
      idOrPrefix,
      matches.map((run) => run.id),
    );
  }
  return first;
}
