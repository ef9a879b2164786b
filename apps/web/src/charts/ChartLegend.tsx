'use client';

import type { MouseEvent, ReactNode } from 'react';
import { formatNats, formatNumber } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import { useChartControls } from './ChartControls.tsx';
import { type ChartLine, type ChartModel, isWithin } from './chart-model.ts';
import classes from './charts.module.css';
import { colorOf, dashOf } from './Plot.tsx';
import { readoutText, rowAt } from './readout.ts';

/** ChartLegend names the lines with their last values, or those under the pointer, and hides and shows them. */
export function ChartLegend({
  model,
  onToggle,
}: {
  model: ChartModel;
  onToggle: (lineId: string, alone: boolean) => void;
}): ReactNode {
  const { lines, references, best } = model;
  const toggle = (line: ChartLine) => (event: MouseEvent) =>
    onToggle(line.id, event.shiftKey || event.altKey);
  return (
    <ul className={classes.legend}>
      {lines.map((line) => (
        <li key={line.id}>
          <button
            type="button"
            className={classes.legendLine}
            aria-pressed={!line.hidden}
            title={t('chart.legend.help')}
            onClick={toggle(line)}
          >
            <span
              className={classes.swatch}
              data-look={line.look}
              style={{ background: colorOf(line.color) }}
            />
            {line.label}
            <LegendValue line={line} model={model} />
          </button>
        </li>
      ))}
      {references.map(({ label, value }, i) => (
        <li key={label} className={classes.legendReference}>
          <svg className={classes.dash} viewBox="0 0 20 3" aria-hidden>
            <line x1="0" x2="20" y1="1.5" y2="1.5" strokeDasharray={dashOf(i)} />
          </svg>
          {label}
          <span className={classes.value}>{formatNats(value)}</span>
        </li>
      ))}
      {best ? (
        <li className={classes.legendReference}>
          <span className={classes.ring} aria-hidden />
          {best.label}
          <span className={classes.value}>{formatNats(best.value)}</span>
        </li>
      ) : null}
    </ul>
  );
}

/** Drawn by itself as the pointer moves: nothing around it is. */
function LegendValue({ line, model: { xAxis } }: { line: ChartLine; model: ChartModel }): ReactNode {
  const x = useChartControls().hover.use();
  const text =
    x === null || !isWithin(xAxis, x)
      ? formatNumber(line.last)
      : readoutText(line, rowAt(line, x, xAxis.domain));
  const isRange = line.look !== 'area' && line.rows.some((row) => row.band !== null && row.smooth === null);
  return (
    <span className={classes.value} data-range={isRange || undefined} data-step={line.lastStep ?? undefined}>
      {text}
    </span>
  );
}
