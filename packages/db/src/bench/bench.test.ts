import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/index.ts';
import { measureDownsampledRead } from './measure-downsampled-read.ts';
import { measureIngest } from './measure-ingest.ts';

it('measures and leaves nothing behind', async () => {
  const test = await createTestDatabase();
  expect(await measureIngest(test.database, { points: 2_500 })).toMatchObject({
    points: 2_500,
    replayInserted: 0,
    replayChangedNothing: true,
    pointsPerSecond: expect.any(Number),
  });
  const figures = await measureDownsampledRead(test.database, { points: 20_000, widthPx: 100, repeats: 5 });
  expect(figures).toMatchObject({ extremesKept: true });
  expect(figures.numbers).toBeLessThanOrEqual(400);
  expect(figures.p95Ms).toBeGreaterThanOrEqual(figures.medianMs);
  const { prisma } = test.database;
  expect(await Promise.all([prisma.run.count(), prisma.point.count(), prisma.rollup.count()])).toEqual([
    0, 0, 0,
  ]);
  await test.drop();
});
