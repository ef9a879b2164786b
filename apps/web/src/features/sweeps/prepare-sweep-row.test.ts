import { describe, expect, it } from 'vitest';
import { listedSweep, sweepSpec, trialCounts } from '../../testing/sweeps.ts';
import { describeSearch, describeTimeLeft, prepareSweepRow } from './prepare-sweep-row.ts';

describe('prepareSweepRow', () => {
  it('writes what varies, how far it is, and the best trial with its values', () => {
    const best = {
      runId: '1m86ammtb54b67b1',
      trial: 3,
      name: 'beta=0.5 latentDim=8',
      value: 241.23456,
      parameters: { beta: 0.5, latentDim: 8 },
    };
    const counts = trialCounts({ FINISHED: 3, FAILED: 1, RUNNING: 2 });
    expect(prepareSweepRow(listedSweep({ best, counts }))).toEqual({
      varies: 'grid: beta × latentDim',
      done: '4 of 6 trials',
      best: '241.2',
      bestParameters: 'beta=0.5 latentDim=8',
      workers: '2',
    });
  });

  it('has dashes for what is not there yet', () => {
    expect(prepareSweepRow(listedSweep({ counts: trialCounts({ QUEUED: 6 }) }))).toMatchObject({
      best: null,
      workers: '—',
    });
  });
});

describe('describeSearch', () => {
  it.each([
    [sweepSpec({ method: 'random', runCap: 20 }), 'random: beta × latentDim'],
    [sweepSpec({ seeds: 3 }), 'grid: beta × latentDim × seed'],
    [sweepSpec({ parameters: {} }), 'grid: tiny'],
  ])('%#', (spec, words) => expect(describeSearch(spec)).toBe(words));
});

describe('describeTimeLeft', () => {
  const now = new Date('2026-11-03T07:00:00Z');
  it.each([
    [null, null],
    [45, { left: '45 s', end: 'ends about 07:00' }],
    [60 * 32, { left: '32 min', end: 'ends about 07:32' }],
    [3_600 * 20, { left: '20 h 00 min', end: 'ends about 4 Nov, 03:00' }],
  ])('%s', (seconds, words) => {
    expect(describeTimeLeft(seconds, { now, timeZone: 'UTC' })).toEqual(words);
  });
});
