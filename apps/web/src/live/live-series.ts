import type { ChartPixels, ChartSeries, NewerPoints } from '@laten/db/rows';

/**
 * Keeps a chart's line up to date as points come, within a bound. Points stand in buckets of equal width on one grid; each
 * bucket keeps its lowest and highest point and its mean. A bucket is one step wide while all points fit, and is joined with its
 * neighbours when there are too many: so the line is what a reduction of all points at that width would be.
 */

/** LiveSeries is a line that grows. Make one with `beginLiveSeries`, draw it with `drawLiveSeries`. */
export type LiveSeries = {
  readonly name: string;
  readonly widthPx: number;
  /** The run's revision up to which all points are in it. */
  readonly revision: number;
  readonly nonFinite: ChartSeries['nonFinite'];
  /** Bucket 0 begins at this step; null while there is no point. */
  readonly originStep: number | null;
  readonly stepsPerBucket: number;
  /** By their index; only those that hold something. */
  readonly buckets: readonly Bucket[];
  readonly first: LinePoint | null;
  readonly last: LinePoint | null;
};

type LinePoint = { readonly step: number; readonly value: number | null };
type FinitePoint = { readonly step: number; readonly value: number };

/** `low` and `high` are null when nothing in the bucket is finite: then there is a gap at `gapStep`. `sum` is of `count` finite values. */
type Bucket = {
  readonly index: number;
  readonly low: FinitePoint | null;
  readonly high: FinitePoint | null;
  readonly sum: number;
  readonly count: number;
  readonly gapStep: number | null;
};

/** While every point has a bucket of its own there may be two for each pixel, as the server sends them. */
const EXACT_POINTS_PER_PX = 2;
/** How far the number of buckets may outgrow the pixels before two become one: it then falls to three quarters of them. */
const GROWTH = 1.5;

/** beginLiveSeries takes over what the server has sent. */
export function beginLiveSeries(series: ChartSeries, widthPx: number): LiveSeries {
  const { name, revision, nonFinite, steps, values, exact, stepsPerPixel, pixels } = series;
  const empty: LiveSeries = {
    name,
    widthPx,
    revision,
    nonFinite,
    originStep: pixels?.originStep ?? null,
    stepsPerBucket: exact ? 1 : stepsPerPixel,
    buckets: [],
    first: null,
    last: null,
  };
  const begun = insertPoints(
    empty,
    steps.map((step, i) => ({ step, value: values[i] ?? null })),
  );
  return pixels ? { ...begun, buckets: begun.buckets.map(withMeans(pixels)) } : begun;
}

/** The points of a reduced line are only the extremes; what the others come to is said beside them. */
function withMeans({ means, counts }: ChartPixels): (bucket: Bucket, i: number) => Bucket {
  return (bucket, i) => {
    const count = counts[i] ?? 0;
    return { ...bucket, count, sum: (means[i] ?? 0) * count };
  };
}

/** emptyLiveSeries is a series that has not been logged by a revision of its run. */
export function emptyLiveSeries(
  name: string,
  { widthPx, revision }: Pick<LiveSeries, 'widthPx' | 'revision'>,
) {
  const nonFinite = { count: 0, firstStep: null };
  return beginLiveSeries(
    { name, revision, nonFinite, steps: [], values: [], exact: true, stepsPerPixel: 1, pixels: null },
    widthPx,
  );
}

/** addNewerPoints returns the series with points that it does not have, as of a later revision. They may come in any order. */
export function addNewerPoints(
  series: LiveSeries,
  { steps, values, revision }: Pick<NewerPoints, 'steps' | 'values'> & { readonly revision: number },
): LiveSeries {
  const points = steps.map((step, i) => ({ step, value: finiteOrNull(values[i]) }));
  const gapSteps = points.filter((point) => point.value === null).map((point) => point.step);
  const nonFinite = {
    count: series.nonFinite.count + gapSteps.length,
    firstStep: gapSteps.reduce<number | null>(smaller, series.nonFinite.firstStep),
  };
  return { ...insertPoints(series, points), nonFinite, revision };
}

/** drawLiveSeries returns the line to draw: at most 3 points for each pixel, and the first and the last. */
export function drawLiveSeries(series: LiveSeries): ChartSeries {
  const { name, revision, nonFinite, stepsPerBucket, first, last } = series;
  const exact = stepsPerBucket === 1;
  const inside = series.buckets.flatMap(pointsOfBucket);
  const line = exact || !first || !last ? inside : dropRepeats([first, ...inside, last]);
  return {
    name,
    steps: line.map((point) => point.step),
    values: line.map((point) => point.value),
    exact,
    stepsPerPixel: stepsPerBucket,
    pixels: exact ? null : pixelsOf(series),
    nonFinite,
    revision,
  };
}

function pixelsOf({ originStep, buckets }: LiveSeries): ChartPixels {
  return {
    originStep: originStep ?? 0,
    means: buckets.map(({ sum, count }) => (count === 0 ? null : sum / count)),
    counts: buckets.map(({ count }) => count),
  };
}

function insertPoints(series: LiveSeries, points: readonly LinePoint[]): LiveSeries {
  let { originStep, first, last } = series;
  const buckets = [...series.buckets];
  for (const point of points) {
    originStep ??= point.step;
    const index = Math.floor((point.step - originStep) / series.stepsPerBucket);
    insertBucket(buckets, bucketOfPoint(index, point));
    if (!first || point.step < first.step) first = point;
    if (!last || point.step >= last.step) last = point;
  }
  return coarsen({ ...series, originStep, first, last, buckets });
}

function bucketOfPoint(index: number, { step, value }: LinePoint): Bucket {
  if (value === null) return { index, low: null, high: null, sum: 0, count: 0, gapStep: step };
  const point = { step, value };
  return { index, low: point, high: point, sum: value, count: 1, gapStep: null };
}

/** Nearly always the bucket is the last one, or comes after it. */
function insertBucket(buckets: Bucket[], bucket: Bucket): void {
  let at = buckets.length - 1;
  while (at >= 0 && (buckets[at]?.index ?? 0) > bucket.index) at -= 1;
  const present = buckets[at];
  if (present?.index === bucket.index) buckets[at] = joinBuckets(present, bucket);
  else buckets.splice(at + 1, 0, bucket);
}

function joinBuckets(a: Bucket, b: Bucket): Bucket {
  return {
    index: a.index,
    low: choose(a.low, b.low, (x, y) => x.value - y.value),
    high: choose(a.high, b.high, (x, y) => y.value - x.value),
    sum: a.sum + b.sum,
    count: a.count + b.count,
    gapStep: smaller(a.gapStep, b.gapStep),
  };
}

/** Of two equal values the earlier one stands for both. */
function choose(
  a: FinitePoint | null,
  b: FinitePoint | null,
  compare: (x: FinitePoint, y: FinitePoint) => number,
): FinitePoint | null {
  if (!a || !b) return a ?? b;
  return (compare(a, b) || a.step - b.step) <= 0 ? a : b;
}

/** Widens the buckets until there are not too many. A wider grid joins whole buckets, so no extreme is lost. */
function coarsen(series: LiveSeries): LiveSeries {
  const isExact = series.stepsPerBucket === 1;
  const buckets = Math.max(1, series.widthPx - 1);
  const most = isExact ? EXACT_POINTS_PER_PX * series.widthPx : Math.ceil(GROWTH * buckets);
  if (series.buckets.length <= most) return series;
  const span = (series.last?.step ?? 0) - (series.first?.step ?? 0) + 1;
  const factor = isExact ? Math.max(2, Math.ceil(span / buckets)) : 2;
  const joined: Bucket[] = [];
  for (const bucket of series.buckets)
    insertBucket(joined, { ...bucket, index: Math.floor(bucket.index / factor) });
  return coarsen({ ...series, stepsPerBucket: series.stepsPerBucket * factor, buckets: joined });
}

function pointsOfBucket({ low, high, gapStep }: Bucket): LinePoint[] {
  if (!low || !high) return gapStep === null ? [] : [{ step: gapStep, value: null }];
  if (low.step === high.step) return [low];
  return low.step < high.step ? [low, high] : [high, low];
}

function dropRepeats(line: readonly LinePoint[]): LinePoint[] {
  return line.filter((point, i) => point.step !== line[i - 1]?.step || point.value !== line[i - 1]?.value);
}

function smaller(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
