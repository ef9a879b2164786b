/**
 * What a line chart draws, decided by the prepare functions: `LineChart.tsx` only draws it. Pure values.
 * A line is a list of segments; between two segments is a gap, never a bridge and never a zero.
 */

/** ChartPoint is a finite value at a step. */
export type ChartPoint = { readonly step: number; readonly value: number };

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

/** ChartLine is one curve. Faint ones stand behind: what was measured on single batches. */
export type ChartLine = {
  readonly id: string;
  readonly label: string;
  readonly color: ChartColor;
  readonly faint: boolean;
  readonly segments: readonly (readonly ChartPoint[])[];
};

/** ChartAxis is an axis with its ticks and its unit. */
export type ChartAxis = {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
};

/** ChartReference is a value worth knowing, as a horizontal line. */
export type ChartReference = { readonly value: number; readonly label: string };

/** LineChartModel is all of a chart. Notes are sentences below it: caps, gaps, what is outside the frame. */
export type LineChartModel = {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly xAxis: ChartAxis;
  readonly yAxis: ChartAxis;
  readonly references: readonly ChartReference[];
  readonly notes: readonly string[];
  /** Steps of one epoch, or null when unknown. */
  readonly stepsPerEpoch: number | null;
};

/** SeriesValues are the points of a series as the server sends them. A null is a value that is not finite. */
export type SeriesValues = {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
  readonly nonFinite: { readonly count: number; readonly firstStep: number | null };
};

/** splitAtGaps turns a series into segments of finite values. */
export function splitAtGaps({ steps, values }: Pick<SeriesValues, 'steps' | 'values'>): ChartPoint[][] {
  const segments: ChartPoint[][] = [[]];
  steps.forEach((step, i) => {
    const value = values[i] ?? null;
    if (value === null) segments.push([]);
    else segments.at(-1)?.push({ step, value });
  });
  return segments.filter((segment) => segment.length > 0);
}

/** pointsOf returns all points of a line. */
export function pointsOf(line: ChartLine): ChartPoint[] {
  return line.segments.flat();
}

/** lastValueOf returns the last finite value of a line, or null. */
export function lastValueOf(line: ChartLine): number | null {
  return line.segments.at(-1)?.at(-1)?.value ?? null;
}

/** isEmptyChart tells a chart without a single point. */
export function isEmptyChart(model: Pick<LineChartModel, 'lines'>): boolean {
  return model.lines.every((line) => line.segments.length === 0);
}

/** segmentKey names a segment within the rows of a chart. */
export function segmentKey(lineId: string, index: number): string {
  return `${lineId}#${index}`;
}

/** ChartRow holds the values of all segments at one step. */
export type ChartRow = { readonly step: number } & Readonly<Record<string, number>>;

/** toRows merges lines with points at different steps into rows by step; a row has no key for a segment without a point there. */
export function toRows(lines: readonly ChartLine[]): ChartRow[] {
  const rows = new Map<number, Record<string, number>>();
  for (const line of lines) {
    line.segments.forEach((segment, index) => {
      for (const { step, value } of segment) {
        const row = rows.get(step) ?? {};
        row[segmentKey(line.id, index)] = value;
        rows.set(step, row);
      }
    });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([step, values]) => ({ ...values, step }));
}

/** readoutAt returns each line's value at a step: the newest at or before it, none before the first or beyond the last point. */
export function readoutAt(
  lines: readonly ChartLine[],
  step: number,
): { line: ChartLine; point: ChartPoint }[] {
  return lines.flatMap((line) => {
    const points = pointsOf(line);
    const at = points.findLastIndex((point) => point.step <= step);
    const point = points[at];
    const isBeyond = at === points.length - 1 && point !== undefined && point.step < step;
    return point && !isBeyond ? [{ line, point }] : [];
  });
}
