import { describe, expect, it } from 'vitest';
import { artifactAddress, epochAtStep, newestProgress } from './prepare-run.ts';

describe('epochAtStep', () => {
  it.each([
    [469, { totalSteps: 2345, totalEpochs: 5 }, 1],
    [2345, { totalSteps: 2345, totalEpochs: 5 }, 5],
    [null, { totalSteps: 2345, totalEpochs: 5 }, null],
    [469, { totalSteps: 0, totalEpochs: 0 }, null],
  ])('step %s', (step, totals, epoch) => expect(epochAtStep(step, totals)).toBe(epoch));
});

describe('newestProgress', () => {
  const progress = { step: 469, totalSteps: 2345, epoch: 0, totalEpochs: 5 };
  const series = (lastStep: number) => ({
    last: 1,
    lastStep,
    min: 1,
    max: 1,
    best: 1,
    bestStep: lastStep,
    n: 1,
    nonFiniteCount: 0,
  });

  it.each([
    ['the heartbeat where nothing is logged', {}, 469, 0],
    ['points that are newer', { loss: series(600) }, 600, 0],
    ['points that are older', { loss: series(400) }, 469, 0],
    ['an epoch whose validation is logged', { loss: series(469), val_nelbo: series(469) }, 469, 1],
  ])('takes %s', (_, summary, step, epoch) =>
    expect(newestProgress({ progress, summary })).toEqual({ ...progress, step, epoch }),
  );
});

describe('artifactAddress', () => {
  it('names the bytes, so that the browser may keep them', () => {
    expect(artifactAddress({ id: 'abc', sha256: 'ff' })).toBe('/api/artifacts/abc?sha256=ff');
  });
});
