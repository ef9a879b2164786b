import { LatenError, rollupLevels } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';

/**
 * Reads a series as a chart draws it: every point when they fit, else the lowest and highest value under each pixel,
 * taken from the coarsest rollup that still has a bucket for every pixel. Fetching is the cost, so Postgres reduces.
 */

/** ReadManySeriesQuery asks for series of a run at a width. Steps are inclusive. */
export type ReadManySeriesQuery = {
  readonly runId: string;
  readonly names: readonly string[];
  /** Width of the plot, in pixels: 2 to 10,000. */
  readonly widthPx: number;
  /** (Default: the first step of the series.) */
  readonly fromStep?: number;
  /** (Default: the last step of the series.) */
  readonly toStep?: number;
};

/** ReadSeriesQuery asks for one series. */
export type ReadSeriesQuery = Omit<ReadManySeriesQuery, 'names'> & { readonly name: string };

/**
 * ChartSeries is a line to draw: at most 2 × widthPx points, so 4 × widthPx numbers, and where points are reduced 2 more
 * for each pixel. `steps` ascend. The first and last point of the range and its lowest and highest value are always among
 * them. A null is a gap: no finite value there.
 */
export type ChartSeries = {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
  /** Whether each point is as it was logged; else two stand for all under their pixel, and their steps are the pixel's. */
  readonly exact: boolean;
  /** Steps that one pair of values stands for; 1 when exact. */
  readonly stepsPerPixel: number;
  /** What all points under a pixel come to; null when exact. */
  readonly pixels: ChartPixels | null;
  /** NaN and infinities in the range: reported, never drawn. */
  readonly nonFinite: { readonly count: number; readonly firstStep: number | null };
  /** The run's revision when this was read: all points up to it are in the line, and none after it. */
  readonly revision: number;
};

/** ChartPixels are the pixels of a reduced line that hold points, in order, the first of them beginning at `originStep`. */
export type ChartPixels = {
  readonly originStep: number;
  /** Mean of the finite values under each pixel; null where there is none. */
  readonly means: readonly (number | null)[];
  /** How many finite values each mean is of. */
  readonly counts: readonly number[];
};

const WIDTH = { min: 2, max: 10_000 };

/** readSeries returns a series for a chart, or null when the run has not logged it or is deleted. Throws LatenError (LIMIT_EXCEEDED). */
export async function readSeries(
  database: Pick<Database, 'pool'>,
  { name, ...query }: ReadSeriesQuery,
): Promise<ChartSeries | null> {
  const [series] = await readManySeries(database, { ...query, names: [name] });
  return series ?? null;
}

/**
 * readManySeries returns series of a run, all as of one revision, in the order asked for; one that the run has not logged
 * is left out, and a deleted run has none. Throws LatenError (LIMIT_EXCEEDED).
 */
export async function readManySeries(
  { pool }: Pick<Database, 'pool'>,
  { names, ...query }: ReadManySeriesQuery,
): Promise<ChartSeries[]> {
  if (!Number.isInteger(query.widthPx) || query.widthPx < WIDTH.min || query.widthPx > WIDTH.max) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `widthPx: ${query.widthPx} is refused. A whole number from ${WIDTH.min} to ${WIDTH.max}.`,
    );
  }
  return inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const found: ChartSeries[] = [];
    for (const name of names) {
      const series = await readOne(client, { ...query, name });
      if (series) found.push(series);
    }
    return found;
  });
}

async function readOne(client: PoolClient, query: ReadSeriesQuery): Promise<ChartSeries | null> {
  const range = await findRange(client, query);
  if (!range) return null;
  const span = range.lastStep - range.firstStep + 1;
  const mostPoints = Math.min(range.n, span);
  const line =
    mostPoints <= 2 * query.widthPx
      ? await readPoints(client, range)
      : await readEnvelope(client, { range, buckets: query.widthPx - 1 });
  const { nonFiniteCount, ...drawn } = line;
  const firstStep = nonFiniteCount > 0 ? await findFirstNonFinite(client, range) : null;
  return {
    name: query.name,
    ...drawn,
    nonFinite: { count: nonFiniteCount, firstStep },
    revision: range.revision,
  };
}

type Range = {
  readonly seriesId: number;
  readonly revision: number;
  /** Points of the whole series. */
  readonly n: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly firstValue: number;
  readonly lastValue: number;
};

type Line = Pick<ChartSeries, 'steps' | 'values' | 'exact' | 'stepsPerPixel' | 'pixels'> & {
  readonly nonFiniteCount: number;
};

/** An empty range of an existing series is that of no point: it is drawn as nothing. */
const emptyRange = { firstStep: 0, lastStep: -1, firstValue: Number.NaN, lastValue: Number.NaN };

async function findRange(client: PoolClient, query: ReadSeriesQuery): Promise<Range | null> {
  const edge = (name: string, direction: 'ASC' | 'DESC'): string => `
    LEFT JOIN LATERAL (
      SELECT step, value FROM point
      WHERE series_id = series.id AND ($3::int IS NULL OR step >= $3) AND ($4::int IS NULL OR step <= $4)
      ORDER BY step ${direction} LIMIT 1
    ) AS ${name} ON true`;
  const { rows } = await client.query<Omit<Range, keyof typeof emptyRange> & Partial<typeof emptyRange>>(
    `SELECT series.id AS "seriesId", run.revision, series.n,
       first.step AS "firstStep", first.value AS "firstValue", last.step AS "lastStep", last.value AS "lastValue"
     FROM series JOIN run ON run.id = series.run_id AND run.deleted_at IS NULL ${edge('first', 'ASC')} ${edge('last', 'DESC')}
     WHERE series.run_id = $1 AND series.name = $2`,
    [query.runId, query.name, query.fromStep ?? null, query.toStep ?? null],
  );
  const [range] = rows;
  if (!range) return null;
  return typeof range.firstStep === 'number'
    ? ({ ...emptyRange, ...range } as Range)
    : { ...range, ...emptyRange };
}

async function readPoints(client: PoolClient, { seriesId, firstStep, lastStep }: Range): Promise<Line> {
  const { rows } = await client.query<{ step: number; value: number }>(
    'SELECT step, value FROM point WHERE series_id = $1 AND step BETWEEN $2 AND $3 ORDER BY step',
    [seriesId, firstStep, lastStep],
  );
  const values = rows.map((row) => finiteOrNull(row.value));
  return {
    steps: rows.map((row) => row.step),
    values,
    exact: true,
    stepsPerPixel: 1,
    pixels: null,
    nonFiniteCount: values.filter((value) => value === null).length,
  };
}

type Bucket = {
  readonly pixel: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly sum: number;
  readonly count: number;
  readonly nonFiniteCount: number;
};

async function readEnvelope(
  client: PoolClient,
  { range, buckets }: { range: Range; buckets: number },
): Promise<Line> {
  const span = range.lastStep - range.firstStep + 1;
  const stepsPerPixel = Math.ceil(span / buckets);
  const level = [...rollupLevels].reverse().find((width) => width <= stepsPerPixel);
  const { rows } = await client.query<Bucket>(level ? envelopeOfRollups : envelopeOfPoints, [
    range.seriesId,
    range.firstStep,
    range.lastStep,
    stepsPerPixel,
    ...(level ? [level] : []),
  ]);
  const pixels = pixelsOf(rows, range, stepsPerPixel);
  return { ...drawEnvelope(rows, range, stepsPerPixel), exact: false, stepsPerPixel, pixels };
}

/** Postgres refuses a sum that leaves the range of float8; one of infinities is infinite. */
const summand = (column: string): string =>
  `CASE WHEN abs(${column}) < 1e300 THEN ${column} ELSE ${column} * 'Infinity'::float8 END`;

const envelopeOfPoints = `
  SELECT (step - $2::int) / $4::int AS pixel,
    min(value) FILTER (WHERE abs(value) < 'Infinity') AS low,
    max(value) FILTER (WHERE abs(value) < 'Infinity') AS high,
    COALESCE(sum(${summand('value')}) FILTER (WHERE abs(value) < 'Infinity'), 0) AS sum,
    count(*) FILTER (WHERE abs(value) < 'Infinity')::int AS count,
    count(*) FILTER (WHERE NOT abs(value) < 'Infinity')::int AS "nonFiniteCount"
  FROM point WHERE series_id = $1 AND step BETWEEN $2 AND $3
  GROUP BY pixel ORDER BY pixel`;

/** A bucket that begins before the range belongs to its first pixel: it is no wider than one. */
const envelopeOfRollups = `
  SELECT (GREATEST(bucket * $5::int, $2::int) - $2) / $4::int AS pixel,
    min(min) AS low, max(max) AS high, sum(${summand('sum')}) AS sum,
    sum(n - non_finite_count)::int AS count, sum(non_finite_count)::int AS "nonFiniteCount"
  FROM rollup WHERE series_id = $1 AND level = $5 AND bucket BETWEEN $2 / $5 AND $3::int / $5
  GROUP BY pixel ORDER BY pixel`;

function drawEnvelope(
  buckets: readonly Bucket[],
  range: Range,
  stepsPerPixel: number,
): Pick<Line, 'steps' | 'values' | 'nonFiniteCount'> {
  const steps = [range.firstStep];
  const values = [finiteOrNull(range.firstValue)];
  let nonFiniteCount = 0;
  const draw = (step: number, value: number | null): void => {
    steps.push(Math.min(Math.floor(step), range.lastStep));
    values.push(value);
  };
  for (const { pixel, low, high, nonFiniteCount: count } of buckets) {
    const start = range.firstStep + pixel * stepsPerPixel;
    nonFiniteCount += count;
    draw(start + stepsPerPixel / 3, low);
    if (high !== low) draw(start + (stepsPerPixel * 2) / 3, high);
  }
  draw(range.lastStep, finiteOrNull(range.lastValue));
  return { steps, values, nonFiniteCount };
}

function pixelsOf(buckets: readonly Bucket[], range: Range, stepsPerPixel: number): ChartPixels {
  const means = buckets.map(({ sum, count }) => finiteOrNull(sum / count));
  const counts = buckets.map(({ count }) => count);
  // A rollup counts for the pixel that it begins in; the last point is drawn in its own, also when that is the next.
  const lastPixel = Math.floor((range.lastStep - range.firstStep) / stepsPerPixel);
  if ((buckets.at(-1)?.pixel ?? -1) < lastPixel) {
    const last = finiteOrNull(range.lastValue);
    means.push(last);
    counts.push(last === null ? 0 : 1);
  }
  return { originStep: range.firstStep, means, counts };
}

async function findFirstNonFinite(
  client: PoolClient,
  { seriesId, firstStep, lastStep }: Range,
): Promise<number | null> {
  const { rows } = await client.query<{ step: number }>(
    `SELECT point.step FROM rollup
     JOIN point ON point.series_id = $1 AND point.step BETWEEN bucket * level AND (bucket + 1) * level - 1
     WHERE rollup.series_id = $1 AND level = $4 AND bucket BETWEEN $2::int / $4 AND $3::int / $4 AND non_finite_count > 0
       AND point.step BETWEEN $2 AND $3 AND NOT abs(value) < 'Infinity'
     ORDER BY bucket, point.step LIMIT 1`,
    [seriesId, firstStep, lastStep, rollupLevels[0]],
  );
  return rows[0]?.step ?? null;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
