import { describe, expect, it } from 'vitest';
import { fateOfEndedRun, fateOfLostRun, type HeldRun, isSameEnd, soleRun } from './run-fate.ts';

const run = (facts: Partial<HeldRun> = {}): HeldRun => ({
  ...soleRun,
  runId: 'abc',
  isQueued: true,
  ...facts,
});
const trial = (facts: Partial<HeldRun> = {}) => run({ mostFailures: 1, sweepStatus: 'ACTIVE', ...facts });
const failed = { status: 'FAILED', reason: 'It broke.' } as const;
const handedBack = { status: 'QUEUED', reason: 'Handed back.' } as const;

describe('fateOfEndedRun', () => {
  it.each([
    ['a run of its own fails at once', run(), failed, ['fail'], 'It broke.', 1],
    ['a trial is tried again', trial(), failed, ['retry'], 'Failed once: It broke. It is tried again.', 1],
    [
      'as often as its sweep says',
      trial({ failures: 1, mostFailures: 2 }),
      failed,
      ['retry'],
      'Failed 2 times: It broke. It is tried again.',
      2,
    ],
    [
      'and then no more',
      trial({ failures: 1 }),
      failed,
      ['fail'],
      'It broke. It failed 2 times, so it is not tried again.',
      2,
    ],
    ['one that waits for its paused sweep too', trial({ sweepStatus: 'PAUSED' }), failed, ['retry'], null, 1],
    ['not one of a canceled sweep', trial({ sweepStatus: 'CANCELED' }), failed, ['fail'], 'It broke.', 1],
    ['not one that a person canceled', trial({ cancelRequested: true }), failed, ['fail'], 'It broke.', 1],
    ['not one that a terminal trains', trial({ isQueued: false }), failed, ['fail'], 'It broke.', 1],
    ['lost workers are no failures', trial({ lostWorkers: 2 }), failed, ['retry'], null, 1],
    ['a run handed back waits', trial(), handedBack, ['hand-back'], 'Handed back.', 0],
    [
      'not when it was canceled',
      run({ cancelRequested: true }),
      handedBack,
      ['hand-back', 'cancel-queued'],
      'Canceled on request.',
      0,
    ],
    [
      'nor when its sweep was',
      trial({ sweepStatus: 'CANCELED' }),
      handedBack,
      ['hand-back', 'cancel-queued'],
      'Its sweep was canceled.',
      0,
    ],
    [
      'a finished trial is finished',
      trial({ failures: 1 }),
      { status: 'FINISHED', reason: null },
      ['finish'],
      null,
      1,
    ],
  ] as const)('%s', (_what, held, outcome, events, reason, failures) => {
    const fate = fateOfEndedRun(held, outcome);
    expect(fate).toMatchObject({ events, failures, lostWorkers: held.lostWorkers });
    if (reason !== null || outcome.reason === null) expect(fate.reason).toBe(reason);
  });
});

describe('fateOfLostRun', () => {
  it.each([
    ['a worker’s waits', trial(), ['requeue'], 'Gone. It goes on from its newest checkpoint.', 1],
    [
      'until its sweep is resumed',
      trial({ sweepStatus: 'PAUSED' }),
      ['requeue'],
      'Gone. It goes on from its newest checkpoint, once its sweep is resumed.',
      1,
    ],
    ['the limit is the run’s', trial({ lostWorkers: 8, mostLostWorkers: 10 }), ['requeue'], null, 9],
    ['and is kept', trial({ lostWorkers: 9, mostLostWorkers: 10 }), ['crash'], null, 10],
    ['a terminal’s crashes', run({ isQueued: false }), ['crash'], null, 0],
    [
      'of a canceled sweep none waits',
      trial({ sweepStatus: 'CANCELED' }),
      ['requeue', 'cancel-queued'],
      'Its sweep was canceled. Gone.',
      1,
    ],
  ] as const)('%s', (_what, held, events, reason, lostWorkers) => {
    const fate = fateOfLostRun(held, 'Gone.');
    expect(fate).toMatchObject({ events, lostWorkers, failures: held.failures });
    if (reason) expect(fate.reason).toBe(reason);
  });
});

describe('isSameEnd', () => {
  it.each([
    ['FAILED', 'QUEUED', true],
    ['FAILED', 'FAILED', true],
    ['FAILED', 'CANCELED', false],
    ['FINISHED', 'QUEUED', false],
    ['CRASHED', 'CANCELED', true],
  ] as const)('%s told again of a run that is %s: %s', (status, now, same) => {
    expect(isSameEnd(now, { status })).toBe(same);
  });
});
