import { type ReactNode, useMemo } from 'react';
import { t } from '../messages/index.ts';
import type { ChartModel } from './chart-model.ts';
import classes from './charts.module.css';
import { prepareTable } from './prepare-table.ts';

/** ChartDataTable shows what a chart draws as a table that scrolls by itself. */
export function ChartDataTable({ model }: { model: ChartModel }): ReactNode {
  const { columns, rows, note } = useMemo(() => prepareTable(model), [model]);
  const label = t('chart.table.label', { title: model.title, unit: model.yAxis.label });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.tableArea} aria-label={label} tabIndex={0}>
      {note ? <p className={classes.note}>{note}</p> : null}
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, cells: [place, ...values] }) => (
            <tr key={step}>
              <th scope="row">{place}</th>
              {values.map((value, i) => (
                <td key={columns[i + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
