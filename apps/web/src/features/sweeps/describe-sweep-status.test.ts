import { describe, expect, it } from 'vitest';
import { trialCounts } from '../../testing/sweeps.ts';
import { workerRow, workersStatus } from '../../testing/workers.ts';
import { describeSweepStatus, type StandingSweep } from './describe-sweep-status.ts';

const sweep = (change: Partial<StandingSweep> = {}): StandingSweep => ({
  status: 'ACTIVE',
  reason: null,
  reasonCode: null,
  labels: [],
  counts: trialCounts({ FINISHED: 2, QUEUED: 3 }),
  ...change,
});
const running = (count: number) => trialCounts({ RUNNING: count });

describe('describeSweepStatus', () => {
  it.each<[string, Partial<StandingSweep>, string, RegExp | null]>([
    ['finished', { status: 'FINISHED', counts: trialCounts({ FINISHED: 5 }) }, 'Finished', null],
    [
      'paused, while trials stop',
      { status: 'PAUSED', reasonCode: 'PAUSED_BY_PERSON', counts: running(2) },
      'Pausing',
      /^2 trials save a checkpoint/,
    ],
    ['paused by a person', { status: 'PAUSED', reasonCode: 'PAUSED_BY_PERSON' }, 'Paused', /Resume it/],
    [
      'paused by itself',
      {
        status: 'PAUSED',
        reasonCode: 'TRIALS_FAIL',
        reason: '5 of its last 10 trials failed.',
        counts: running(1),
      },
      'Paused',
      /^5 of its last 10/,
    ],
    [
      'canceled now',
      { status: 'CANCELED', reasonCode: 'CANCELED_NOW', counts: running(1) },
      'Canceling',
      /^1 trial stops/,
    ],
    [
      'canceled after the running trials',
      { status: 'CANCELED', reasonCode: 'CANCELED_AFTER_RUNNING', counts: running(2) },
      'Running out',
      /^2 trials still train/,
    ],
    ['canceled for good', { status: 'CANCELED', reason: 'Canceled by a person.' }, 'Canceled', /by a person/],
  ])('%s', (_name, change, label, detail) => {
    const words = describeSweepStatus(sweep(change), undefined);
    expect(words.label).toBe(label);
    if (detail === null) expect(words.detail).toBeNull();
    else expect(words.detail).toMatch(detail);
  });

  it.each([
    ['some worker may take them', [workerRow()], null],
    ['no worker lives', [workerRow({ alive: false })], /no worker is running/],
    ['all have stopped', [workerRow({ state: 'stopped' })], /have stopped/],
    ['one of two has stopped', [workerRow({ state: 'stopped' }), workerRow()], null],
  ] as const)('says of trials that wait when %s', (_name, workers, detail) => {
    const said = describeSweepStatus(sweep(), workersStatus(workers)).detail;
    if (detail === null) expect(said).toBeNull();
    else expect(said).toMatch(detail);
  });

  it('names the labels that no worker has', () => {
    const workers = [workerRow({ labels: ['gpu'] })];
    expect(describeSweepStatus(sweep({ labels: ['gpu', 'lab2'] }), workersStatus(workers)).detail).toMatch(
      /`.\/laten worker --labels gpu,lab2`/,
    );
    expect(describeSweepStatus(sweep({ labels: ['gpu'] }), workersStatus(workers)).detail).toBeNull();
  });
});
