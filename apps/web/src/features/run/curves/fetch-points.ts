import type { SeriesValues, StepRange } from '../../../charts/chart-model.ts';

/** The points of series as they were logged, for a file: asked for in parts that the server answers without reducing them. */

/** Width of a request. The server keeps two points under each pixel, so so many steps come back whole. */
const WIDTH_PX = 2_000;
const STEPS_OF_A_PART = 2 * WIDTH_PX;
/** Longer ranges than this come reduced: a file of millions of lines opens nowhere. */
const MOST_PARTS = 50;
const SERIES_OF_A_REQUEST = 32;

/** ReadSeries asks the server for series in a range. */
export type ReadSeries = (query: {
  names: string[];
  widthPx: number;
  fromStep: number;
  toStep: number;
}) => Promise<readonly SeriesValues[]>;

/** FetchedPoints are the points of some series, and whether they are all there. */
export type FetchedPoints = {
  readonly series: readonly Pick<SeriesValues, 'name' | 'steps' | 'values'>[];
  readonly complete: boolean;
};

/** fetchPoints reads all points of the series in a range, part by part so that the server answers others in between. */
export async function fetchPoints(
  read: ReadSeries,
  { names, range }: { names: readonly string[]; range: StepRange },
): Promise<FetchedPoints> {
  const points = new Map<string, { name: string; steps: number[]; values: (number | null)[] }>();
  let complete = true;
  for (const part of partsOf(range)) {
    for (const some of chunksOf(names, SERIES_OF_A_REQUEST)) {
      const answer = await read({ names: some, widthPx: WIDTH_PX, fromStep: part.from, toStep: part.to });
      for (const { name, steps, values, stepsPerPixel } of answer) {
        const all = points.get(name) ?? { name, steps: [], values: [] };
        points.set(name, all);
        for (const step of steps) all.steps.push(step);
        for (const value of values) all.values.push(value);
        complete &&= stepsPerPixel <= 1;
      }
    }
  }
  return { series: [...points.values()], complete };
}

function partsOf({ from, to }: StepRange): StepRange[] {
  const count = Math.max(1, Math.ceil((to - from + 1) / STEPS_OF_A_PART));
  if (count > MOST_PARTS) return [{ from, to }];
  return Array.from({ length: count }, (_, i) => ({
    from: from + i * STEPS_OF_A_PART,
    to: Math.min(to, from + (i + 1) * STEPS_OF_A_PART - 1),
  }));
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
