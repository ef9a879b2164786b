'use client';

import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart as Plot, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCount, formatNumber } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import { ChartFrame } from './ChartFrame.tsx';
import classes from './charts.module.css';
import {
  type ChartColor,
  type ChartLine,
  type LineChartModel,
  readoutAt,
  segmentKey,
  toRows,
} from './line-chart-model.ts';

/** Up to so many points of a segment are marked; more run together. */
const MOST_DOTS = 40;
const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
const Y_AXIS_PX = 44;

/** LineChart draws a model with recharts. It decides nothing: what is drawn is in the model. */
export function LineChart({ model }: { model: LineChartModel }): ReactNode {
  const { xAxis, yAxis, lines, references } = model;
  return (
    <ChartFrame model={model}>
      <Plot data={toRows(lines)} margin={MARGIN} responsive className={classes.plot}>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="step"
          type="number"
          domain={[...xAxis.domain]}
          ticks={xAxis.ticks.map((tick) => tick.at)}
          tickFormatter={(at: number) => textOf(xAxis, at)}
          tickLine={false}
          axisLine={{ stroke: 'var(--chart-axis)' }}
          height={22}
        />
        <YAxis
          type="number"
          domain={[...yAxis.domain]}
          ticks={yAxis.ticks.map((tick) => tick.at)}
          tickFormatter={(at: number) => textOf(yAxis, at)}
          tickLine={false}
          axisLine={false}
          width={Y_AXIS_PX}
          allowDataOverflow
        />
        {references.map((reference) => (
          <ReferenceLine
            key={reference.label}
            y={reference.value}
            stroke="var(--chart-reference)"
            strokeDasharray="4 4"
            label={{
              value: reference.label,
              position: 'insideBottomRight',
              className: classes.referenceLabel,
            }}
          />
        ))}
        {lines.flatMap(drawSegments)}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--chart-axis)' }}
          content={({ active, label }) => (active ? <Readout model={model} step={Number(label)} /> : null)}
        />
      </Plot>
    </ChartFrame>
  );
}

function colorOf(color: ChartColor): string {
  return `var(--chart-${color})`;
}

function drawSegments({ id, label, color, faint, segments }: ChartLine): ReactNode[] {
  return segments.map((segment, index) => (
    <Line
      key={segmentKey(id, index)}
      dataKey={segmentKey(id, index)}
      name={label}
      type="linear"
      stroke={colorOf(color)}
      strokeWidth={faint ? 1 : 2}
      strokeOpacity={faint ? 0.4 : 1}
      dot={
        !faint && segment.length <= MOST_DOTS
          ? { r: 2.5, fill: colorOf(color), strokeWidth: 0 }
          : segment.length === 1
      }
      activeDot={{ r: 3.5, strokeWidth: 0 }}
      connectNulls
      isAnimationActive={false}
    />
  ));
}

function Readout({ model, step }: { model: LineChartModel; step: number }): ReactNode {
  const heading =
    model.stepsPerEpoch === null
      ? t('chart.tooltip', { step: formatCount(step) })
      : t('chart.tooltip.epoch', { step: formatCount(step), epoch: (step / model.stepsPerEpoch).toFixed(2) });
  return (
    <div className={classes.readout}>
      <div className={classes.readoutHeading}>{heading}</div>
      <table>
        <tbody>
          {readoutAt(model.lines, step).map(({ line, point }) => (
            <tr key={line.id}>
              <th scope="row">
                <span
                  className={classes.swatch}
                  data-faint={line.faint || undefined}
                  style={{ background: colorOf(line.color) }}
                />
                {line.label}
              </th>
              <td>{formatNumber(point.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function textOf(axis: LineChartModel['xAxis'], at: number): string {
  return axis.ticks.find((tick) => tick.at === at)?.text ?? '';
}
