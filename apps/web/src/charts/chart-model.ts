/**
 * What a chart draws, decided by the prepare functions: `Plot.tsx` only draws it. Pure values. A missing value is a
 * gap, never a bridge and never a zero.
 */

/** ChartColor names a colour of the charts; the style sheet gives it a value in light and in dark. */
export type ChartColor =
  | 'indigo'
  | 'teal'
  | 'orange'
  | 'violet'
  | 'blue'
  | 'pink'
  | 'lime'
  | 'cyan'
  | 'red'
  | 'gray';

/**
 * ChartRow is what a line has at one place. Where many steps share a pixel, `band` is their lowest and highest value and
 * `value` their mean; in a stacked chart `band` is from where to where the area of `value` reaches.
 */
export type ChartRow = {
  readonly step: number;
  readonly x: number;
  /** Null is a gap. */
  readonly value: number | null;
  readonly band: readonly [number, number] | null;
  /** The smoothed value; null without smoothing. */
  readonly smooth: number | null;
};

/**
 * LineLook says how a line is drawn: soft for what was measured on single batches, strong for all else, or as an area; as steps
 * where a value holds until the next one, as points where they belong to no course.
 */
export type LineLook = 'strong' | 'soft' | 'area' | 'steps' | 'points';

/** ChartLine is one curve. Rows ascend. */
export type ChartLine = {
  readonly id: string;
  readonly label: string;
  readonly color: ChartColor;
  readonly look: LineLook;
  readonly hidden: boolean;
  readonly rows: readonly ChartRow[];
  /** The last finite value, as it was logged, and its step. */
  readonly last: number | null;
  readonly lastStep: number | null;
};

/** ChartTick is a mark at an axis. */
export type ChartTick = { readonly at: number; readonly text: string };

/** ValueAxis is the vertical axis, with its unit. */
export type ValueAxis = {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly ticks: readonly ChartTick[];
};

/** StepAxis is the horizontal axis. What it counts (steps, epochs, time) is x; `toX` and `toStep` lead from one to the other. */
export type StepAxis = {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly ticks: readonly ChartTick[];
  toX(step: number): number;
  /** toStep returns the whole step nearest to x. */
  toStep(x: number): number;
  /** describe names a place in words: its step, epoch and time, as far as they are known. */
  describe(x: number): string;
};

/** ChartReference is a value worth knowing, as a horizontal line. */
export type ChartReference = { readonly value: number; readonly label: string };

/** ChartMarker is a mark at a place of the horizontal axis: a value there is not a finite number. */
export type ChartMarker = { readonly x: number; readonly label: string };

/** BestPoint is the best value of a line, ringed. */
export type BestPoint = { readonly x: number; readonly value: number; readonly label: string };

/** ChartModel is all of a chart. Notes are sentences below it: caps, gaps, what is outside the frame. */
export type ChartModel = {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly xAxis: StepAxis;
  readonly yAxis: ValueAxis;
  readonly references: readonly ChartReference[];
  readonly markers: readonly ChartMarker[];
  readonly best: BestPoint | null;
  readonly notes: readonly string[];
};

/** SeriesValues are the points of a series as the server sends them. A null is a value that is not finite. */
export type SeriesValues = {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
  /** Steps that share a pixel; 1 when every point is as it was logged. */
  readonly stepsPerPixel: number;
  /** Of a reduced series: where its pixels begin, and the mean of each one that holds points, in order. */
  readonly pixels: { readonly originStep: number; readonly means: readonly (number | null)[] } | null;
  readonly nonFinite: { readonly count: number; readonly firstStep: number | null };
};

/** StepRange is a part of a run, both steps included. */
export type StepRange = { readonly from: number; readonly to: number };

/** isWithin tells whether x lies on an axis. */
export function isWithin({ domain: [from, to] }: { domain: readonly [number, number] }, x: number): boolean {
  return x >= from && x <= to;
}

/** isEmptyChart tells a chart without a single value. */
export function isEmptyChart({ lines }: Pick<ChartModel, 'lines'>): boolean {
  return lines.every((line) => line.rows.every((row) => row.value === null));
}

/** shareOf returns where on an axis a value stands: 0 at its beginning, 1 at its end. */
export function shareOf(
  { domain: [from, to], scale = 'linear' }: Pick<ValueAxis, 'domain'> & Partial<Pick<ValueAxis, 'scale'>>,
  value: number,
): number {
  return scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}

/** lastOf returns the last finite value of a series and its step. */
export function lastOf({ steps, values }: SeriesValues): Pick<ChartLine, 'last' | 'lastStep'> {
  const at = values.findLastIndex((value) => value !== null);
  return { last: values[at] ?? null, lastStep: steps[at] ?? null };
}
