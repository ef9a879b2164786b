'use client';

import { memo, type ReactNode } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  type DotItemDotProps,
  Line,
  ReferenceDot,
  ReferenceLine,
  XAxis,
  YAxis,
} from 'recharts';
import type { ChartColor, ChartLine, ChartModel, ChartRow, ChartTick } from './chart-model.ts';
import classes from './charts.module.css';
import { isSamePlot } from './is-same-plot.ts';
import { PLOT_MARGIN_PX, STEP_AXIS_PX, valueAxisWidthPx } from './plot-geometry.ts';

/** Up to so many points of a line are marked; more run together. */
const MOST_DOTS = 60;
/** Points that belong to no course stay behind a line that does. */
const POINT_OPACITY = 0.55;
const MARGIN = { ...PLOT_MARGIN_PX, bottom: 0, left: 0 };
const dashes = ['6 4', '2 4'];

const looks = {
  strong: { width: 2, opacity: 1, behind: 0.3, band: 0.2 },
  soft: { width: 1.25, opacity: 0.6, behind: 0.22, band: 0.16 },
  steps: { width: 2, opacity: 1, behind: 0.3, band: 0.2 },
  points: { width: 0, opacity: 0, behind: 0, band: 0.2 },
} as const;

/** Plot draws a model with recharts. It decides nothing. Neither the pointer nor news of other charts draw it again. */
export const Plot = memo(function Plot({ model }: { model: ChartModel }): ReactNode {
  const { xAxis, yAxis, lines, references, best } = model;
  const shown = lines.filter((line) => !line.hidden);
  return (
    <ComposedChart margin={MARGIN} responsive className={classes.plot} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      <XAxis
        dataKey="x"
        type="number"
        domain={[...xAxis.domain]}
        {...ticksOf(xAxis.ticks)}
        tickLine={false}
        axisLine={{ stroke: 'var(--chart-axis)' }}
        height={STEP_AXIS_PX}
        allowDataOverflow
      />
      <YAxis
        type="number"
        scale={yAxis.scale}
        domain={[...yAxis.domain]}
        {...ticksOf(yAxis.ticks)}
        tickLine={false}
        axisLine={false}
        width={valueAxisWidthPx(yAxis)}
        allowDataOverflow
      />
      {shown.map(drawArea)}
      {references.map(({ label, value }, i) => (
        <ReferenceLine
          key={label}
          y={value}
          stroke="var(--chart-reference)"
          strokeWidth={1.5}
          strokeDasharray={dashOf(i)}
        />
      ))}
      {shown.flatMap(drawLines)}
      {best ? (
        <ReferenceDot x={best.x} y={best.value} r={5} fill="none" stroke="var(--text)" strokeWidth={1.5} />
      ) : null}
    </ComposedChart>
  );
}, isSamePlot);

/** dashOf returns how the reference at an index is dashed, in the plot and in the legend. */
export function dashOf(index: number): string {
  return dashes[index % dashes.length] ?? '';
}

/** colorOf returns the CSS colour of a line. */
export function colorOf(color: ChartColor): string {
  return `var(--chart-${color})`;
}

function drawArea({ id, color, look, rows }: ChartLine): ReactNode {
  if (rows.every((row) => row.band === null)) return null;
  const stacked = look === 'area';
  return (
    <Area
      key={`${id} area`}
      data={rows}
      dataKey="band"
      type="linear"
      fill={colorOf(color)}
      fillOpacity={stacked ? 0.55 : looks[look].band}
      stroke={stacked ? colorOf(color) : 'none'}
      strokeWidth={1}
      dot={stacked && rows.length === 1 ? { r: 3, fill: colorOf(color), clipDot: false } : false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
}

function drawLines({ id, color, look, rows }: ChartLine): ReactNode[] {
  if (look === 'area') return [];
  const { width, opacity, behind } = looks[look];
  const smoothed = rows.some((row) => row.smooth !== null);
  const common = {
    data: rows as ChartRow[],
    type: look === 'steps' ? 'stepAfter' : 'linear',
    stroke: colorOf(color),
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    activeDot: false,
    isAnimationActive: false,
  } as const;
  const isDotted = rows.length === 1 || look === 'points' || (look === 'strong' && rows.length <= MOST_DOTS);
  // Not cut at the edge of the frame: a point on it is whole.
  const marked = {
    r: 2.5,
    fill: colorOf(color),
    fillOpacity: look === 'points' ? POINT_OPACITY : 1,
    strokeWidth: 0,
    clipDot: look === 'points',
  };
  const dot = isDotted ? marked : rows.some(isAlone) && drawAlone(rows, colorOf(color));
  const raw = (
    <Line
      key={`${id} raw`}
      {...common}
      dataKey="value"
      strokeWidth={smoothed ? 1 : width}
      strokeOpacity={smoothed ? behind : opacity}
      dot={smoothed ? false : dot}
    />
  );
  if (!smoothed) return [raw];
  return [
    raw,
    <Line
      key={`${id} smooth`}
      {...common}
      dataKey="smooth"
      strokeWidth={look === 'soft' ? 1.5 : width}
      strokeOpacity={look === 'soft' ? 0.8 : opacity}
      dot={dot}
    />,
  ];
}

/** A point between two gaps is no line: without a dot it would hardly be seen. */
function isAlone({ value }: ChartRow, i: number, rows: readonly ChartRow[]): boolean {
  const isGap = (row: ChartRow | undefined) => !row || row.value === null;
  return value !== null && isGap(rows[i - 1]) && isGap(rows[i + 1]);
}

function drawAlone(rows: readonly ChartRow[], fill: string) {
  return ({ index, cx, cy }: DotItemDotProps): ReactNode =>
    isAlone(rows[index] as ChartRow, index, rows) ? <circle cx={cx} cy={cy} r={2.5} fill={fill} /> : null;
}

/** recharts asks for the text of a tick by its place. */
function ticksOf(ticks: readonly ChartTick[]): {
  ticks: number[];
  tickFormatter: (at: number) => string;
} {
  const texts = new Map(ticks.map(({ at, text }) => [at, text]));
  return { ticks: [...texts.keys()], tickFormatter: (at) => texts.get(at) ?? '' };
}
