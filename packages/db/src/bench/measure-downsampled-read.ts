import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { readSeries } from '../series/read-series.ts';
import { insertLongSeries } from './insert-long-series.ts';
import { beginBenchRun, endBenchRun } from './measure-ingest.ts';

/** DownsampledReadFigures says how long a chart of a long series takes to read, and how much it reads. */
export type DownsampledReadFigures = {
  readonly points: number;
  readonly widthPx: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Numbers in the answer, steps included. */
  readonly numbers: number;
  /** Whether the lowest and the highest of all points are in the answer. */
  readonly extremesKept: boolean;
};

/** measureDownsampledRead reads one long series again and again, as a chart does. It deletes its run. */
export async function measureDownsampledRead(
  database: Database,
  { points, widthPx, repeats }: { points: number; widthPx: number; repeats: number },
): Promise<DownsampledReadFigures> {
  const store = createPostgresRecordingStore(database);
  const attempt = await beginBenchRun(store);
  const { low, high } = await insertLongSeries(database, { runId: attempt.runId, name: 'loss', points });
  const timesMs: number[] = [];
  let numbers = 0;
  let extremesKept = true;
  for (let i = 0; i < repeats; i++) {
    const startedMs = performance.now();
    const series = await readSeries(database, { runId: attempt.runId, name: 'loss', widthPx });
    timesMs.push(performance.now() - startedMs);
    numbers = (series?.steps.length ?? 0) + (series?.values.length ?? 0);
    extremesKept &&= series?.values.includes(low) === true && series.values.includes(high);
  }
  await endBenchRun(database, store, attempt);
  timesMs.sort((a, b) => a - b);
  const quantile = (share: number): number => timesMs[Math.ceil(share * timesMs.length) - 1] ?? Number.NaN;
  return { points, widthPx, medianMs: quantile(0.5), p95Ms: quantile(0.95), numbers, extremesKept };
}
