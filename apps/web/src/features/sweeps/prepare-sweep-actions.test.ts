import { describe, expect, it } from 'vitest';
import { trialCounts } from '../../testing/sweeps.ts';
import {
  type ActingSweep,
  allowSweepActions,
  foreseeSweep,
  type SweepRequest,
} from './prepare-sweep-actions.ts';

const sweep = (change: Partial<ActingSweep> = {}): ActingSweep => ({
  status: 'ACTIVE',
  reason: null,
  reasonCode: null,
  counts: trialCounts({ FINISHED: 3, FAILED: 1, CRASHED: 1, RUNNING: 2, QUEUED: 5, CANCELED: 1 }),
  ...change,
});

describe('allowSweepActions', () => {
  it.each([
    ['ACTIVE', { pause: true, resume: false, cancel: true, setPriority: true }],
    ['PAUSED', { pause: false, resume: true, cancel: true, setPriority: true }],
    ['FINISHED', { pause: false, resume: false, cancel: false, setPriority: false }],
    ['CANCELED', { pause: false, resume: false, cancel: false, setPriority: false }],
  ] as const)('%s', (status, allowed) => {
    expect(allowSweepActions(sweep({ status }))).toEqual({ ...allowed, retryFailed: 2 });
  });
});

describe('foreseeSweep', () => {
  it.each<[SweepRequest, Partial<ActingSweep>]>([
    [{ kind: 'pause' }, { status: 'PAUSED', reasonCode: 'PAUSED_BY_PERSON', counts: sweep().counts }],
    [
      { kind: 'cancel', mode: 'now' },
      {
        status: 'CANCELED',
        reasonCode: 'CANCELED_NOW',
        counts: { ...sweep().counts, QUEUED: 0, CANCELED: 6 },
      },
    ],
    [
      { kind: 'cancel', mode: 'after-running' },
      { status: 'CANCELED', reasonCode: 'CANCELED_AFTER_RUNNING' },
    ],
    [
      { kind: 'retry' },
      { status: 'ACTIVE', counts: { ...sweep().counts, FAILED: 0, CRASHED: 0, QUEUED: 7 } },
    ],
    [
      { kind: 'add', trials: 4 },
      { status: 'ACTIVE', counts: { ...sweep().counts, QUEUED: 9 } },
    ],
  ])('an active sweep, %o', (request, expected) => {
    expect(foreseeSweep(sweep(), request)).toMatchObject(expected);
  });

  it('goes on after a pause, without the reason for it', () => {
    const paused = sweep({
      status: 'PAUSED',
      reason: '5 of its last 10 trials failed.',
      reasonCode: 'TRIALS_FAIL',
    });
    expect(foreseeSweep(paused, { kind: 'resume' })).toEqual(sweep());
  });

  it.each([
    ['FINISHED', 'ACTIVE'],
    ['CANCELED', 'ACTIVE'],
    ['PAUSED', 'PAUSED'],
  ] as const)('a %s sweep with more to do is %s', (status, expected) => {
    expect(foreseeSweep(sweep({ status }), { kind: 'retry' }).status).toBe(expected);
    expect(foreseeSweep(sweep({ status }), { kind: 'add', trials: 1 }).status).toBe(expected);
  });
});
