import type { ChartLine, ChartModel, ValueAxis } from './chart-model.ts';

/** isSamePlot tells whether two models look the same: then the costly drawing need not be made again. */
export function isSamePlot(a: { readonly model: ChartModel }, b: { readonly model: ChartModel }): boolean {
  const { lines, xAxis, yAxis, references, best } = a.model;
  const other = b.model;
  return (
    xAxis === other.xAxis &&
    isSameAxis(yAxis, other.yAxis) &&
    best?.x === other.best?.x &&
    best?.value === other.best?.value &&
    references.length === other.references.length &&
    lines.length === other.lines.length &&
    lines.every((line, i) => isSameLine(line, other.lines[i]))
  );
}

function isSameAxis(a: ValueAxis, b: ValueAxis): boolean {
  return a.scale === b.scale && a.domain[0] === b.domain[0] && a.domain[1] === b.domain[1];
}

/** Rows of an unchanged series are the very same; those of a stack are compared by what they hold. */
function isSameLine(a: ChartLine, b: ChartLine | undefined): boolean {
  if (a.id !== b?.id || a.color !== b.color || a.hidden !== b.hidden || a.rows.length !== b.rows.length)
    return false;
  if (a.rows === b.rows) return true;
  return (
    a.look === 'area' &&
    a.rows.every((row, i) => row.band?.[0] === b.rows[i]?.band?.[0] && row.band?.[1] === b.rows[i]?.band?.[1])
  );
}
