import { describe, expect, it } from 'vitest';
import { fetchPoints, type ReadSeries } from './fetch-points.ts';

/** A server with a point at each step, which reduces what does not fit. */
function createServer(): {
  read: ReadSeries;
  asked: { fromStep: number; toStep: number; names: string[] }[];
} {
  const asked: { fromStep: number; toStep: number; names: string[] }[] = [];
  const read: ReadSeries = async ({ names, widthPx, fromStep, toStep }) => {
    asked.push({ fromStep, toStep, names });
    const stepsPerPixel = toStep - fromStep + 1 <= 2 * widthPx ? 1 : 2;
    const steps =
      stepsPerPixel === 1
        ? Array.from({ length: toStep - fromStep + 1 }, (_, i) => fromStep + i)
        : [fromStep];
    return names.map((name) => ({
      name,
      steps,
      values: steps,
      stepsPerPixel,
      pixels: null,
      nonFinite: { count: 0, firstStep: null },
    }));
  };
  return { read, asked };
}

describe('fetchPoints', () => {
  it('asks in parts that come whole, and joins them', async () => {
    const { read, asked } = createServer();
    const { series, complete } = await fetchPoints(read, { names: ['a'], range: { from: 1, to: 9_000 } });
    expect(asked.map(({ fromStep, toStep }) => [fromStep, toStep])).toEqual([
      [1, 4_000],
      [4_001, 8_000],
      [8_001, 9_000],
    ]);
    expect(series).toHaveLength(1);
    expect(series[0]?.steps).toEqual(Array.from({ length: 9_000 }, (_, i) => i + 1));
    expect(complete).toBe(true);
  });

  it('asks for many series a few at a time', async () => {
    const { read, asked } = createServer();
    const names = Array.from({ length: 65 }, (_, i) => `s${i}`);
    const { series } = await fetchPoints(read, { names, range: { from: 0, to: 10 } });
    expect(asked.map((query) => query.names.length)).toEqual([32, 32, 1]);
    expect(series.map(({ name }) => name)).toEqual(names);
  });

  it('takes what is too long for a file as the server reduces it, and says so', async () => {
    const { read, asked } = createServer();
    expect((await fetchPoints(read, { names: ['a'], range: { from: 0, to: 1_000_000 } })).complete).toBe(
      false,
    );
    expect(asked).toHaveLength(1);
  });
});
