import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertLongSeries } from '../bench/insert-long-series.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type ChartSeries, readSeries } from './read-series.ts';

const million = 1_000_000;

describe('readSeries', () => {
  let test: TestDatabase;
  let runId: string;
  let low: number;
  let high: number;
  beforeAll(async () => {
    test = await createTestDatabase();
    runId = (await createPostgresRecordingStore(test.database).beginAttempt(newRunStart())).runId;
    ({ low, high } = await insertLongSeries(test.database, { runId, name: 'long', points: million }));
  });
  afterAll(() => test.drop());

  const write = (name: string, pairs: readonly (readonly [number, number])[]) =>
    createPostgresRecordingStore(test.database).writePoints(pointBatch({ runId, attempt: 1 }, name, pairs));
  const read = async (name: string, query: object = {}): Promise<ChartSeries> => {
    const series = await readSeries(test.database, { runId, name, widthPx: 1_000, ...query });
    if (!series) throw new Error(`There is no series ${name}.`);
    return series;
  };

  it('gives a short series as it is, with gaps for what is not finite', async () => {
    const { revision } = await write('short', [
      [1, 5],
      [3, Number.NaN],
      [4, Number.POSITIVE_INFINITY],
      [9, -2],
    ]);
    expect(await read('short')).toEqual({
      name: 'short',
      steps: [1, 3, 4, 9],
      values: [5, null, null, -2],
      exact: true,
      stepsPerPixel: 1,
      pixels: null,
      nonFinite: { count: 2, firstStep: 3 },
      revision,
    });
  });

  it('reads a million points within the budget of numbers and keeps the extremes, the first and the last', async () => {
    const series = await read('long');
    expect(series.steps.length + series.values.length).toBeLessThanOrEqual(4_000);
    expect(series.steps.length).toBe(series.values.length);
    expect(series.exact).toBe(false);
    expect(Math.min(...(series.values as number[]))).toBe(low);
    expect(Math.max(...(series.values as number[]))).toBe(high);
    expect([series.steps[0], series.steps.at(-1)]).toEqual([1, million]);
    expect(series.steps).toEqual([...series.steps].sort((a, b) => a - b));
    const { rows } = await test.database.pool.query<{ value: number }>(
      `SELECT value FROM point JOIN series ON series.id = series_id
       WHERE run_id = $1 AND name = 'long' AND step IN (1, $2) ORDER BY step`,
      [runId, million],
    );
    expect([series.values[0], series.values.at(-1)]).toEqual(rows.map((row) => row.value));
    // The spikes stand where they were logged, to a pixel.
    const stepOf = (value: number) => series.steps[series.values.indexOf(value)] ?? Number.NaN;
    expect(Math.abs(stepOf(low) - Math.floor(million / 3))).toBeLessThanOrEqual(series.stepsPerPixel + 64);
    expect(Math.abs(stepOf(high) - million / 2)).toBeLessThanOrEqual(series.stepsPerPixel + 64);
  });

  it.each([2, 3, 50, 200, 10_000])('keeps the budget and the extremes at %i pixels', async (widthPx) => {
    const series = await read('long', { widthPx });
    expect(series.steps.length + series.values.length).toBeLessThanOrEqual(4 * widthPx);
    expect(series.values).toContain(low);
    expect(series.values).toContain(high);
  });

  it('reads a part of a long series: exactly when it is short enough, else from finer sources', async () => {
    const exact = await read('long', { fromStep: 333_000, toStep: 333_999 });
    expect(exact).toMatchObject({ exact: true, stepsPerPixel: 1 });
    expect(exact.steps).toHaveLength(1_000);
    expect(exact.values[333]).toBe(low);
    const part = await read('long', { fromStep: 320_001, toStep: 350_000 });
    expect([part.steps[0], part.steps.at(-1)]).toEqual([320_001, 350_000]);
    expect(part.values).toContain(low);
    expect(part.values).not.toContain(high);
    expect(await read('long', { fromStep: 2 * million })).toMatchObject({ steps: [], values: [] });
  });

  it.each([
    ['points', 100, 25],
    ['rollups', 8_960, 8],
  ])('says what the values under each pixel come to, from %s', async (source, points, widthPx) => {
    // One value in ten is an outlier, so that a mean is far from the middle of lowest and highest.
    const pairs = Array.from({ length: points }, (_, i) => [i + 1, i % 10 === 0 ? 1_000 : i % 3] as const);
    const name = `mean of ${source}`;
    await write(name, [...pairs.slice(0, -1), [points, Number.NaN]]);
    const series = await read(name, { widthPx });
    const { originStep = 0, means = [], counts = [] } = series.pixels ?? {};
    expect([originStep, series.exact]).toEqual([1, false]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(points - 1);
    const sum = means.reduce<number>((total, mean, i) => total + (mean ?? 0) * (counts[i] ?? 0), 0);
    expect(sum).toBeCloseTo(
      pairs.slice(0, -1).reduce((total, [, value]) => total + value, 0),
      6,
    );
    expect(Math.max(...(means as number[]))).toBeLessThan(500);
  });

  it('has a mean for each pixel in which a point is drawn, the last one too', async () => {
    // The last point is alone under its pixel, while its rollup begins under the one before.
    const points = 248 * 64 + 1;
    await write(
      'alone',
      Array.from({ length: points }, (_, i) => [i + 1, i] as const),
    );
    const { steps, stepsPerPixel, pixels } = await read('alone', { widthPx: 250 });
    const drawn = new Set(steps.map((step) => Math.floor((step - 1) / stepsPerPixel)));
    expect(pixels?.means).toHaveLength(drawn.size);
    expect(pixels?.means.at(-1)).toBe(points - 1);
  });

  it('reports what is not finite in a long series, and where it begins', async () => {
    const pairs = Array.from({ length: 9_000 }, (_, i) => [i + 1, i % 5] as const);
    await write('broken', pairs.slice(0, 6_000));
    await write(
      'broken',
      pairs.slice(6_000).map(([step]) => [step, Number.NaN] as const),
    );
    const series = await read('broken', { widthPx: 100 });
    expect(series.nonFinite).toEqual({ count: 3_000, firstStep: 6_001 });
    expect(series.values.at(-1)).toBeNull();
    expect(series.values.filter((value) => value !== null)).not.toHaveLength(0);
    expect((await read('broken', { widthPx: 100, toStep: 5_000 })).nonFinite).toEqual({
      count: 0,
      firstStep: null,
    });
  });

  it('returns null for a series that was never logged, and refuses a width out of bounds', async () => {
    expect(await readSeries(test.database, { runId, name: 'none', widthPx: 100 })).toBeNull();
    await expect(read('long', { widthPx: 1 })).rejects.toThrow(/widthPx: 1 is refused/);
  });
});
