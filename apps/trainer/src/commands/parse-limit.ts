import { LatenError } from '@laten/shared';

const DEFAULT_LIST = 50;

/** parseLimit reads the --limit of a list. (Default: 50.) Throws LatenError (USAGE). */
export function parseLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIST;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new LatenError('USAGE', `--limit ${text} is refused. Expected a whole number, at least 1.`);
}
