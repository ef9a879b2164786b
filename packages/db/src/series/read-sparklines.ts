import { RANKING_METRIC } from '@laten/shared';
import type { Database } from '../database.ts';

/** The most values of a sparkline, and the digits of each: more would not show at its size. */
const MOST_VALUES = 32;
const DIGITS = 6;

/** One statement for all runs; a long series costs an index look-up for each of its equal parts, however long it is. */
const sparklinesQuery = `
  SELECT series.run_id AS "runId", array_agg(shown.value ORDER BY shown.step) AS values
  FROM series CROSS JOIN LATERAL (
    SELECT step, value FROM point
    WHERE series.n <= ${MOST_VALUES} AND series_id = series.id AND abs(value) < 'Infinity'
    UNION ALL
    SELECT newest.step, newest.value
    FROM generate_series(1, ${MOST_VALUES}) AS part CROSS JOIN LATERAL (
      SELECT step, value FROM point
      WHERE series_id = series.id AND abs(value) < 'Infinity'
        AND step > series.last_step::bigint * (part - 1) / ${MOST_VALUES}
        AND step <= series.last_step::bigint * part / ${MOST_VALUES}
      ORDER BY step DESC LIMIT 1
    ) AS newest
    WHERE series.n > ${MOST_VALUES}
  ) AS shown
  WHERE series.run_id = ANY ($1) AND series.name = $2
  GROUP BY series.run_id`;

/**
 * readSparklines returns the course of a metric for each run that has logged it, by run id: all its finite values, or the
 * last one of each of 32 equal parts of its steps, to six digits. For tables; a chart reads `readSeries`.
 */
export async function readSparklines(
  { pool }: Pick<Database, 'pool'>,
  { runIds, metric = RANKING_METRIC }: { readonly runIds: readonly string[]; readonly metric?: string },
): Promise<Map<string, number[]>> {
  const { rows } = await pool.query<{ runId: string; values: number[] }>(sparklinesQuery, [runIds, metric]);
  return new Map(rows.map(({ runId, values }) => [runId, values.map(round)]));
}

function round(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
