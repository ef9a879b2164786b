import type { ReactNode } from 'react';
import { formatNumber } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import classes from './charts.module.css';
import { isEmptyChart, type LineChartModel, lastValueOf } from './line-chart-model.ts';
import { describeLineChart } from './prepare-line-chart.ts';

/** More lines than this have no legend: the pointer names them. */
const MOST_LEGEND_ENTRIES = 8;

/** ChartFrame is what stands around a plot: title, unit, legend with last values, and the notes below. */
export function ChartFrame({ model, children }: { model: LineChartModel; children: ReactNode }): ReactNode {
  const { title, yAxis, xAxis, notes } = model;
  const empty = isEmptyChart(model);
  return (
    <figure className={classes.frame} aria-label={describeLineChart(model)}>
      <figcaption className={classes.caption}>
        <h3 className={classes.title}>{title}</h3>
        <Legend model={model} />
      </figcaption>
      <div className={classes.axisLabel}>{yAxis.label}</div>
      <div className={classes.plotArea}>
        {empty ? <p className={classes.empty}>{t('run.noPoints')}</p> : children}
      </div>
      <div className={classes.axisLabel} data-end>
        {empty ? ' ' : xAxis.label}
      </div>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </figure>
  );
}

function Legend({ model: { lines } }: { model: LineChartModel }): ReactNode {
  if (lines.length > MOST_LEGEND_ENTRIES) return null;
  return (
    <ul className={classes.legend}>
      {lines.map((line) => (
        <li key={line.id}>
          <span
            className={classes.swatch}
            data-faint={line.faint || undefined}
            style={{ background: `var(--chart-${line.color})` }}
          />
          {line.label}
          <span className={classes.lastValue}>{formatNumber(lastValueOf(line))}</span>
        </li>
      ))}
    </ul>
  );
}
