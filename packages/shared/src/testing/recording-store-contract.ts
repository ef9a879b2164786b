import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attempt, RunOutcome } from '../recording/recording-store.ts';
import { addToRollup, type Rollup, rollupLevels } from '../recording/rollup.ts';
import { describeAttempts } from './attempt-contract.ts';
import { newRunStart, pointBatch, textArtifact } from './fixtures.ts';
import type { RecordingStoreHarness } from './recording-store-harness.ts';
import { describeTrials } from './trial-contract.ts';

const finished: RunOutcome = {
  status: 'FINISHED',
  reason: null,
  reasonCode: null,
  progress: { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 },
  durationMs: 1_000,
};

/** describeRecordingStore is the contract of a RecordingStore. Every implementation passes all of it. */
export function describeRecordingStore(
  name: string,
  createHarness: () => Promise<RecordingStoreHarness>,
): void {
  describe(`${name}: the contract of a recording store`, () => {
    let harness: RecordingStoreHarness;
    const start = async (): Promise<Attempt> => harness.store.beginAttempt(newRunStart());

    beforeAll(async () => {
      harness = await createHarness();
    });
    afterAll(async () => {
      await harness.close();
    });

    it('takes a new run to RUNNING with attempt 1', async () => {
      const attempt = await start();
      expect(attempt.attempt).toBe(1);
      expect(await harness.inspect.run(attempt.runId)).toMatchObject({
        status: 'RUNNING',
        attempt: 1,
        reason: null,
      });
    });

    it('keeps points as they are, NaN and infinities included', async () => {
      const attempt = await start();
      const pairs: [number, number][] = [
        [1, 0.1],
        [2, Number.NaN],
        [3, Number.POSITIVE_INFINITY],
        [4, Number.NEGATIVE_INFINITY],
        [5, -0.25],
      ];
      const receipt = await harness.store.writePoints(pointBatch(attempt, 'loss', pairs));
      expect(receipt.inserted).toBe(5);
      const points = await harness.inspect.points(attempt.runId, 'loss');
      expect(points.map((point) => [point.step, point.value])).toEqual(pairs);
      expect(points[4]).toEqual({
        name: 'loss',
        step: 5,
        epoch: 1,
        value: -0.25,
        wallTimeMs: 1_700_000_000_005,
      });
    });

    it('raises the revision with each batch that adds something', async () => {
      const attempt = await start();
      const first = await harness.store.writePoints(pointBatch(attempt, 'loss', [[1, 1]]));
      const second = await harness.store.writePoints(pointBatch(attempt, 'loss', [[2, 1]]));
      expect(second.revision).toBeGreaterThan(first.revision);
      expect((await harness.inspect.run(attempt.runId)).revision).toBe(second.revision);
    });

    it('writes a replayed batch once and changes neither rollups, summary nor revision', async () => {
      const attempt = await start();
      const batch = pointBatch(attempt, 'val_nelbo', [
        [1, 3],
        [2, 1],
        [64, 2],
      ]);
      const first = await harness.store.writePoints(batch);
      const before = await Promise.all(
        rollupLevels.map((l) => harness.inspect.rollups(attempt.runId, 'val_nelbo', l)),
      );
      const summary = await harness.inspect.summary(attempt.runId, 'val_nelbo');
      const second = await harness.store.writePoints(batch);
      expect(second).toEqual({ inserted: 0, revision: first.revision });
      const after = await Promise.all(
        rollupLevels.map((l) => harness.inspect.rollups(attempt.runId, 'val_nelbo', l)),
      );
      expect(after).toEqual(before);
      expect(await harness.inspect.summary(attempt.runId, 'val_nelbo')).toEqual(summary);
    });

    it('lets the first write of a step win, within a batch and between batches', async () => {
      const attempt = await start();
      await harness.store.writePoints(
        pointBatch(attempt, 'loss', [
          [7, 1],
          [7, 2],
        ]),
      );
      await harness.store.writePoints(
        pointBatch(attempt, 'loss', [
          [7, 3],
          [8, 4],
        ]),
      );
      const points = await harness.inspect.points(attempt.runId, 'loss');
      expect(points.map((point) => point.value)).toEqual([1, 4]);
      expect((await harness.inspect.summary(attempt.runId, 'loss')).n).toBe(2);
    });

    it('keeps rollups equal to the points, whatever the order and size of the batches', async () => {
      const attempt = await start();
      const value = (step: number): number => (step === 70 ? Number.NaN : Math.sin(step) * 100);
      const late: [number, number][] = Array.from({ length: 150 }, (_, i) => [i + 100, value(i + 100)]);
      const early: [number, number][] = Array.from({ length: 120 }, (_, i) => [i, value(i)]);
      await harness.store.writePoints(pointBatch(attempt, 'loss', late));
      await harness.store.writePoints(pointBatch(attempt, 'loss', early));
      for (const level of rollupLevels) {
        const expected = new Map<number, Rollup>();
        for (let step = 0; step < 250; step++) {
          const bucket = Math.floor(step / level);
          expected.set(bucket, addToRollup(expected.get(bucket), { level, step, value: value(step) }));
        }
        const stored = await harness.inspect.rollups(attempt.runId, 'loss', level);
        expect(stored.map(rounded)).toEqual([...expected.values()].map(rounded));
      }
    });

    it('summarises a series: last by step, min, max, and the best by the goal of its metric', async () => {
      const attempt = await start();
      const pairs: [number, number][] = [
        [20, 5],
        [10, 3],
        [30, Number.NaN],
        [15, 3],
        [5, 9],
      ];
      await harness.store.writePoints(pointBatch(attempt, 'val_nelbo', pairs));
      await harness.store.writePoints(
        pointBatch(attempt, 'images_per_second', [
          [1, 5],
          [2, 8],
          [3, 8],
        ]),
      );
      await harness.store.writePoints(pointBatch(attempt, 'my_metric', [[1, 5]]));
      expect(await harness.inspect.summary(attempt.runId, 'val_nelbo')).toEqual({
        last: Number.NaN,
        lastStep: 30,
        min: 3,
        max: 9,
        best: 3,
        bestStep: 10,
        n: 5,
        nonFiniteCount: 1,
      });
      expect(await harness.inspect.summary(attempt.runId, 'images_per_second')).toMatchObject({
        best: 8,
        bestStep: 2,
      });
      expect(await harness.inspect.summary(attempt.runId, 'my_metric')).toMatchObject({
        last: 5,
        best: null,
        bestStep: null,
      });
    });

    it('refuses every write of a superseded attempt', async () => {
      const first = await start();
      await harness.store.endAttempt({
        ...first,
        outcome: { ...finished, status: 'QUEUED', reason: 'handed back' },
      });
      const second = await harness.store.beginAttempt(
        newRunStart({ runId: first.runId, keepThroughStep: 0 }),
      );
      expect(second.attempt).toBe(2);
      const refused = { code: 'RUN_STALE_ATTEMPT' };
      await expect(harness.store.writePoints(pointBatch(first, 'loss', [[1, 1]]))).rejects.toMatchObject(
        refused,
      );
      await expect(harness.store.beat({ ...first, progress: finished.progress })).rejects.toMatchObject(
        refused,
      );
      await expect(
        harness.store.writeArtifact({ ...first, artifact: textArtifact('a.txt', 'old') }),
      ).rejects.toMatchObject(refused);
      await expect(harness.store.endAttempt({ ...first, outcome: finished })).rejects.toMatchObject(refused);
      expect(await harness.inspect.points(first.runId, 'loss')).toEqual([]);
      expect(await harness.inspect.run(first.runId)).toMatchObject({ status: 'RUNNING', attempt: 2 });
    });

    it('deletes what a resumed attempt writes again, and nothing else', async () => {
      const first = await start();
      const pairs: [number, number][] = Array.from({ length: 100 }, (_, i) => [i + 1, 1000 - i]);
      await harness.store.writePoints(pointBatch(first, 'val_nelbo', pairs));
      for (const step of [50, 100]) {
        await harness.store.writeArtifact({
          ...first,
          artifact: textArtifact('latents', `step ${step}`, { step, epoch: 1 }),
        });
      }
      await harness.store.writeArtifact({ ...first, artifact: textArtifact('diff', 'whole run') });
      await harness.store.endAttempt({
        ...first,
        outcome: { ...finished, status: 'CANCELED', reason: 'Ctrl-C' },
      });
      await harness.store.beginAttempt(newRunStart({ runId: first.runId, keepThroughStep: 70 }));

      expect((await harness.inspect.points(first.runId, 'val_nelbo')).map((point) => point.step)).toEqual(
        pairs.map(([step]) => step).filter((step) => step <= 70),
      );
      expect(await harness.inspect.summary(first.runId, 'val_nelbo')).toMatchObject({
        n: 70,
        last: 931,
        best: 931,
        bestStep: 70,
      });
      const rollups = await harness.inspect.rollups(first.runId, 'val_nelbo', 64);
      expect(rollups.map(({ bucket, n, min, lastStep }) => ({ bucket, n, min, lastStep }))).toEqual([
        { bucket: 0, n: 63, min: 938, lastStep: 63 },
        { bucket: 1, n: 7, min: 931, lastStep: 70 },
      ]);
      const artifacts = await harness.inspect.artifacts(first.runId);
      expect(artifacts.map(({ name: artifact, step }) => `${artifact}@${step}`).sort()).toEqual([
        'diff@null',
        'latents@50',
      ]);
    });

    it('stores artifacts byte for byte, replaces one of the same name and step, and thins by its retention', async () => {
      const attempt = await start();
      const write = (text: string, step: number | null, more = {}) =>
        harness.store.writeArtifact({
          ...attempt,
          artifact: textArtifact('checkpoint', text, { step, ...more }),
        });
      await write('whole', null);
      await write('whole again', null);
      expect(await harness.inspect.artifactText(attempt.runId, 'checkpoint', null)).toBe('whole again');
      const retention = { rule: 'last', keep: 2, bestStep: 1 } as const;
      for (const step of [1, 2, 3, 4]) await write(`step ${step}`, step, { retention });
      const steps = (await harness.inspect.artifacts(attempt.runId))
        .map((artifact) => artifact.step)
        .filter((s) => s !== null);
      expect(steps.sort()).toEqual([1, 3, 4]);
      expect(await harness.inspect.artifactText(attempt.runId, 'checkpoint', 4)).toBe('step 4');
    });

    describeAttempts(() => harness);
    describeTrials(() => harness);
  });
}

/** Sums of floats depend on the order in which they are added: compare them to 9 digits. */
function rounded(rollup: Rollup): Rollup {
  return { ...rollup, sum: digits(rollup.sum), sumSquares: digits(rollup.sumSquares) };
}

function digits(value: number): number {
  return Number(value.toPrecision(9));
}
