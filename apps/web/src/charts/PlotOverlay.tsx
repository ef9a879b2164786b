'use client';

import { type CSSProperties, type ReactNode, useState } from 'react';
import { t } from '../messages/index.ts';
import { type ChartModel, isWithin, shareOf } from './chart-model.ts';
import classes from './charts.module.css';
import { colorOf } from './Plot.tsx';
import { PLOT_MARGIN_PX, STEP_AXIS_PX, valueAxisWidthPx } from './plot-geometry.ts';
import { describeAt, heightOf, rowAt } from './readout.ts';
import { type Selection, usePlotInput } from './use-plot-input.ts';

/**
 * PlotOverlay lies over a plot: it takes pointer and keys, and draws what follows them, so that nothing below is drawn
 * again. For those who do not see it, it is a slider over the run that says each line's value.
 */
export function PlotOverlay({ model }: { model: ChartModel }): ReactNode {
  const [active, setActive] = useState(false);
  const { hoverX, selection, handlers } = usePlotInput(model.xAxis, setActive);
  const { xAxis, yAxis, title } = model;
  const x = hoverX !== null && isWithin(xAxis, hoverX) ? hoverX : null;
  const frame: CSSProperties = {
    top: PLOT_MARGIN_PX.top,
    right: PLOT_MARGIN_PX.right,
    bottom: STEP_AXIS_PX,
    left: valueAxisWidthPx(yAxis),
  };
  return (
    <div
      {...handlers}
      className={classes.overlay}
      style={frame}
      role="slider"
      tabIndex={0}
      aria-label={t('chart.explore', { title })}
      aria-description={t('chart.explore.help')}
      aria-valuemin={xAxis.toStep(xAxis.domain[0])}
      aria-valuemax={xAxis.toStep(xAxis.domain[1])}
      aria-valuenow={xAxis.toStep(x ?? xAxis.domain[1])}
      aria-valuetext={active ? describeAt(model, x ?? xAxis.domain[1]) : undefined}
    >
      <Markers model={model} />
      {selection ? <SelectedPart model={model} selection={selection} /> : null}
      {x === null ? null : <HoverMarks model={model} x={x} named={active} />}
    </div>
  );
}

function HoverMarks({ model, x, named }: { model: ChartModel; x: number; named: boolean }): ReactNode {
  const { lines, xAxis, yAxis } = model;
  const share = shareOf(xAxis, x);
  const dots = lines.flatMap((line) => {
    const row = line.hidden ? null : rowAt(line, x, xAxis.domain);
    const value = row && heightOf(line, row);
    if (!row || value === null || !isWithin(yAxis, value) || !isWithin(xAxis, row.x)) return [];
    return [
      { id: line.id, color: colorOf(line.color), left: shareOf(xAxis, row.x), bottom: shareOf(yAxis, value) },
    ];
  });
  return (
    <>
      <div className={classes.hoverLine} style={{ left: percent(share) }} />
      {dots.map(({ id, color, left, bottom }) => (
        <div
          key={id}
          className={classes.hoverDot}
          style={{ left: percent(left), bottom: percent(bottom), background: color }}
        />
      ))}
      {named ? (
        <div
          className={classes.place}
          style={{ left: percent(share), transform: `translateX(${percent(-share)})` }}
        >
          {xAxis.describe(x)}
        </div>
      ) : null}
    </>
  );
}

function SelectedPart({
  model: { xAxis },
  selection,
}: {
  model: ChartModel;
  selection: Selection;
}): ReactNode {
  const left = shareOf(xAxis, Math.min(selection.from, selection.to));
  const right = shareOf(xAxis, Math.max(selection.from, selection.to));
  return <div className={classes.selection} style={{ left: percent(left), width: percent(right - left) }} />;
}

/** Said in words in the notes. */
function Markers({ model: { markers, xAxis } }: { model: ChartModel }): ReactNode {
  return markers.map(({ x, label }) => (
    <span
      key={label}
      className={classes.marker}
      style={{ left: percent(shareOf(xAxis, x)) }}
      title={label}
      aria-hidden
    />
  ));
}

function percent(share: number): string {
  return `${share * 100}%`;
}
