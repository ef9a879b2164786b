import type { ChartSeries } from '@laten/db/rows';
import { describe, expect, it } from 'vitest';
import {
  addNewerPoints,
  beginLiveSeries,
  drawLiveSeries,
  emptyLiveSeries,
  type LiveSeries,
} from './live-series.ts';

type Pair = readonly [step: number, value: number];

const grow = (series: LiveSeries, pairs: readonly Pair[], revision = 1): LiveSeries =>
  addNewerPoints(series, { steps: pairs.map(([step]) => step), values: pairs.map(([, v]) => v), revision });
const empty = (widthPx: number): LiveSeries => emptyLiveSeries('loss', { widthPx, revision: 0 });
const pairsOf = ({ steps, values }: ChartSeries) => steps.map((step, i) => [step, values[i]]);

describe('a line that grows', () => {
  it.each<[string, Pair[], [number, number | null][]]>([
    ['nothing', [], []],
    ['one point', [[7, 1]], [[7, 1]]],
    [
      'points in order',
      [
        [1, 5],
        [2, 4],
      ],
      [
        [1, 5],
        [2, 4],
      ],
    ],
    [
      'points out of order, one before the first',
      [
        [10, 1],
        [30, 3],
        [20, 2],
        [5, 0],
      ],
      [
        [5, 0],
        [10, 1],
        [20, 2],
        [30, 3],
      ],
    ],
    [
      'NaN and infinities as gaps',
      [
        [1, 1],
        [2, Number.NaN],
        [3, Number.NEGATIVE_INFINITY],
        [4, 2],
      ],
      [
        [1, 1],
        [2, null],
        [3, null],
        [4, 2],
      ],
    ],
  ])('draws %s as it is', (_, pairs, drawn) => {
    const series = drawLiveSeries(grow(empty(10), pairs));
    expect(pairsOf(series)).toEqual(drawn);
    expect(series).toMatchObject({ exact: true, stepsPerPixel: 1 });
  });

  it('counts what is not finite, and where it begins', () => {
    const series = grow(
      grow(empty(10), [
        [5, Number.NaN],
        [6, 1],
      ]),
      [
        [7, Number.POSITIVE_INFINITY],
        [3, Number.NaN],
      ],
    );
    expect(drawLiveSeries(series).nonFinite).toEqual({ count: 3, firstStep: 3 });
  });

  it('takes over a line of the server, its revision and its counts', () => {
    const sent: ChartSeries = {
      name: 'loss',
      steps: [1, 2, 5],
      values: [3, null, 1],
      exact: true,
      stepsPerPixel: 1,
      pixels: null,
      nonFinite: { count: 1, firstStep: 2 },
      revision: 9,
    };
    expect(drawLiveSeries(beginLiveSeries(sent, 100))).toEqual(sent);
    const grown = drawLiveSeries(grow(beginLiveSeries(sent, 100), [[6, 0]], 10));
    expect(grown).toMatchObject({ steps: [1, 2, 5, 6], nonFinite: { count: 1 }, revision: 10 });
  });

  it("goes on from the server's pixels: what they say is kept, and new points join them", () => {
    const sent: ChartSeries = {
      name: 'loss',
      steps: [1, 34, 67, 134, 167, 300],
      values: [5, -2, 9, null, 4, 4],
      exact: false,
      stepsPerPixel: 100,
      pixels: { originStep: 1, means: [0.5, null, 4], counts: [100, 0, 100] },
      nonFinite: { count: 100, firstStep: 101 },
      revision: 3,
    };
    const grown = drawLiveSeries(
      grow(beginLiveSeries(sent, 10), [
        [301, 8],
        [302, Number.NaN],
      ]),
    );
    expect(grown).toMatchObject({
      exact: false,
      stepsPerPixel: 100,
      nonFinite: { count: 101, firstStep: 101 },
    });
    expect(grown.values).toEqual(expect.arrayContaining([5, -2, 9, 4, 8]));
    expect([grown.steps[0], grown.steps.at(-1)]).toEqual([1, 302]);
    expect(grown.pixels).toEqual({ originStep: 1, means: [0.5, null, 4, 8], counts: [100, 0, 100, 1] });
  });

  it('draws a bucket in which nothing is finite as a gap, and no gap where something is', () => {
    const pairs = Array.from({ length: 100 }, (_, i): Pair => [i, i < 50 ? Number.NaN : 1]);
    const drawn = drawLiveSeries(grow(empty(10), pairs));
    const finite = drawn.values.map((value) => value !== null);
    expect(drawn.exact).toBe(false);
    expect(finite.indexOf(true)).toBeGreaterThan(0);
    expect(finite.slice(finite.indexOf(true))).not.toContain(false);
  });
});

describe('however points come', () => {
  /** A small generator of repeatable noise. */
  const random = (seed: number) => {
    let state = seed;
    return () => {
      state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
      return state / 4_294_967_296;
    };
  };
  const makePairs = (next: () => number): Pair[] => {
    let step = Math.floor(next() * 50);
    return Array.from({ length: 1 + Math.floor(next() * 4_000) }, () => {
      step += 1 + Math.floor(next() ** 8 * 200);
      return [step, next() < 0.02 ? Number.NaN : Math.round((next() - 0.5) * 1e6)];
    });
  };

  /** The reduction from scratch at the width that the line has come to: lowest, highest, sum and count of each bucket. */
  const reduce = (pairs: readonly Pair[], width: number) => {
    const origin = pairs[0]?.[0] ?? 0;
    const buckets = new Map<number, Pair[]>();
    for (const pair of pairs) {
      const index = Math.floor((pair[0] - origin) / width);
      buckets.set(index, [...(buckets.get(index) ?? []), pair]);
    }
    return [...buckets.values()].map((members) => {
      const values = members.map(([, value]) => value).filter(Number.isFinite);
      const sum = values.reduce((total, value) => total + value, 0);
      return values.length === 0 ? null : [Math.min(...values), Math.max(...values), sum, values.length];
    });
  };

  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'the line is that of a reduction of all points, and bounded (seed %i)',
    (seed) => {
      const next = random(seed + 1);
      const widthPx = 2 + Math.floor(next() * 60);
      const pairs = makePairs(next);
      let series = empty(widthPx);
      for (let from = 0; from < pairs.length; ) {
        const size = 1 + Math.floor(next() * 90);
        series = grow(series, pairs.slice(from, from + size), from + 1);
        expect(drawLiveSeries(series).steps.length).toBeLessThanOrEqual(3 * widthPx + 2);
        from += size;
      }
      const drawn = drawLiveSeries(series);
      const expected = reduce(pairs, drawn.stepsPerPixel);
      expect(
        series.buckets.map(({ low, high, sum, count }) =>
          low && high ? [low.value, high.value, sum, count] : null,
        ),
      ).toEqual(expected);
      const finite = pairs.filter(([, value]) => Number.isFinite(value));
      const extremes = finite.map(([, value]) => value);
      if (extremes.length > 0) {
        expect(drawn.values).toContain(Math.min(...extremes));
        expect(drawn.values).toContain(Math.max(...extremes));
      }
      expect([drawn.steps[0], drawn.steps.at(-1)]).toEqual([pairs[0]?.[0], pairs.at(-1)?.[0]]);
      expect(drawn.steps).toEqual([...drawn.steps].sort((a, b) => a - b));
      expect(drawn.nonFinite.count).toBe(pairs.length - finite.length);
      expect(drawn.exact).toBe(pairs.length <= 2 * widthPx);
      // Each finite point that is drawn was logged so.
      const logged = new Map(pairs);
      for (const [step, value] of pairsOf(drawn))
        expect([step, value]).toEqual([step, finiteOrNull(logged.get(step ?? -1))]);
    },
  );
});

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
