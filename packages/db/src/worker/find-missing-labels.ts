import { CRASH_AFTER_MS } from '@laten/shared';
import type { Database } from '../database.ts';

/** MissingLabels says whether somebody would take a run that asks for labels. */
export type MissingLabels = {
  /** Whether any worker lives at all. */
  readonly anyWorker: boolean;
  /** Empty when a living worker has all of them together; else what the one that has most of them lacks. */
  readonly missing: readonly string[];
};

/** findMissingLabels looks at the living workers, a stopped one too: a person can let it go on. */
export async function findMissingLabels(
  { pool }: Pick<Database, 'pool'>,
  labels: readonly string[],
): Promise<MissingLabels> {
  const { rows } = await pool.query<{ labels: string[] }>(
    `SELECT DISTINCT labels FROM worker WHERE clock_timestamp() - heartbeat_at <= $1 * interval '1 ms'`,
    [CRASH_AFTER_MS],
  );
  const lacking = rows.map((worker) => labels.filter((label) => !worker.labels.includes(label)));
  const [missing = labels] = lacking.toSorted((a, b) => a.length - b.length);
  return { anyWorker: rows.length > 0, missing };
}
