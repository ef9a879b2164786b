import { describe, expect, it } from 'vitest';
import { artifactAddress, epochAtStep } from './prepare-run.ts';

describe('epochAtStep', () => {
  it.each([
    [469, { totalSteps: 2345, totalEpochs: 5 }, 1],
    [2345, { totalSteps: 2345, totalEpochs: 5 }, 5],
    [null, { totalSteps: 2345, totalEpochs: 5 }, null],
    [469, { totalSteps: 0, totalEpochs: 0 }, null],
  ])('step %s', (step, totals, epoch) => expect(epochAtStep(step, totals)).toBe(epoch));
});

describe('artifactAddress', () => {
  it('names the bytes, so that the browser may keep them', () => {
    expect(artifactAddress({ id: 'abc', sha256: 'ff' })).toBe('/api/artifacts/abc?sha256=ff');
  });
});
