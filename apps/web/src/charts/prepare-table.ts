import { formatCount } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import type { ChartLine, ChartModel } from './chart-model.ts';
import { readoutText } from './readout.ts';

/** A chart as a table, for those who read it or hear it. */

/** More rows than this nobody reads. */
const MOST_ROWS = 200;

/** ChartTable is a table of texts. The note says when not every step has a row. */
export type ChartTable = {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly step: number; readonly cells: readonly string[] }[];
  readonly note: string | null;
};

/** prepareTable has a row for each step that a line in sight has a value at, evenly thinned to 200. */
export function prepareTable({ lines, xAxis }: Pick<ChartModel, 'lines' | 'xAxis'>): ChartTable {
  const shown = lines.filter((line) => !line.hidden);
  const byStep = shown.map((line) => ({ line, rows: new Map(line.rows.map((row) => [row.step, row])) }));
  const steps = [...new Set(byStep.flatMap(({ rows }) => [...rows.keys()]))].sort((a, b) => a - b);
  const kept = thin(steps);
  return {
    columns: [t('chart.table.place'), ...shown.map((line: ChartLine) => line.label)],
    rows: kept.map((step) => ({
      step,
      cells: [
        xAxis.describe(xAxis.toX(step)),
        ...byStep.map(({ line, rows }) => readoutText(line, rows.get(step) ?? null)),
      ],
    })),
    note:
      kept.length < steps.length
        ? t('chart.table.reduced', { shown: formatCount(kept.length), total: formatCount(steps.length) })
        : null,
  };
}

/** Evenly, the first and the last among them. */
function thin(steps: readonly number[]): number[] {
  if (steps.length <= MOST_ROWS) return [...steps];
  return Array.from(
    { length: MOST_ROWS },
    (_, i) => steps[Math.round((i * (steps.length - 1)) / (MOST_ROWS - 1))] ?? 0,
  );
}
