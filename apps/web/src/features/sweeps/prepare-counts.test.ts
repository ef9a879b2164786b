import { expect, it } from 'vitest';
import { trialCounts } from '../../testing/sweeps.ts';
import { countAll, countEnded, countFailed, describeCounts, prepareCounts } from './prepare-counts.ts';

const counts = trialCounts({ FINISHED: 1_200, FAILED: 30, CRASHED: 20, RUNNING: 50, QUEUED: 700 });

it('lists the states that trials are in, with words and shares', () => {
  expect(prepareCounts(counts)).toEqual([
    { status: 'FINISHED', count: 1_200, share: 0.6, text: '1,200 finished' },
    { status: 'FAILED', count: 30, share: 0.015, text: '30 failed' },
    { status: 'CRASHED', count: 20, share: 0.01, text: '20 crashed' },
    { status: 'RUNNING', count: 50, share: 0.025, text: '50 running' },
    { status: 'QUEUED', count: 700, share: 0.35, text: '700 queued' },
  ]);
});

it('says them in one sentence, also when none is left', () => {
  expect(describeCounts(trialCounts({ FINISHED: 1, QUEUED: 2 }))).toBe('1 finished, 2 queued');
  expect(describeCounts(trialCounts())).toBe('No trials are left');
});

it('adds them up', () => {
  expect([countAll(counts), countEnded(counts), countFailed(counts)]).toEqual([2_000, 1_250, 50]);
});
