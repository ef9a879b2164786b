import { type RunOutcome, runStatuses, type SweepStatus, type TrialCounts } from '@laten/shared';
import { expect, it } from 'vitest';
import { exitCodeOfEnd, exitCodeOfSweep, exitCodes } from './exit-codes.ts';

it.each<[RunOutcome['status'], number]>([
  ['FINISHED', exitCodes.ok],
  ['FAILED', exitCodes.trainingFailed],
  ['CRASHED', exitCodes.trainingFailed],
  ['CANCELED', exitCodes.canceledOnRequest],
])('a training that ends in %s has the exit code %i', (status, code) => {
  const progress = { step: 1, totalSteps: 1, epoch: 1, totalEpochs: 1 };
  const outcome: RunOutcome = { status, reason: null, reasonCode: null, durationMs: 1, progress };
  expect(exitCodeOfEnd({ outcome, recorded: 'recorded' }, null)).toBe(code);
});

const none = Object.fromEntries(runStatuses.map((status) => [status, 0])) as TrialCounts;

it.each<[SweepStatus, Partial<TrialCounts>, NodeJS.Signals | null, number]>([
  ['FINISHED', { FINISHED: 4 }, null, exitCodes.ok],
  ['FINISHED', { FINISHED: 4 }, 'SIGINT', exitCodes.ok],
  ['FINISHED', { FINISHED: 3, FAILED: 1 }, null, exitCodes.trainingFailed],
  ['FINISHED', { FINISHED: 3, CRASHED: 1 }, null, exitCodes.trainingFailed],
  ['FINISHED', { FINISHED: 3, CANCELED: 1 }, null, exitCodes.canceledOnRequest],
  ['CANCELED', { FINISHED: 3, CANCELED: 1 }, null, exitCodes.canceledOnRequest],
  ['PAUSED', { FINISHED: 3, FAILED: 5, QUEUED: 4 }, null, exitCodes.sweepPaused],
  ['ACTIVE', { FINISHED: 3, QUEUED: 1 }, 'SIGINT', exitCodes.interrupted],
  ['ACTIVE', { FINISHED: 3, QUEUED: 1 }, 'SIGTERM', exitCodes.terminated],
  ['CANCELED', { RUNNING: 1 }, 'SIGINT', exitCodes.interrupted],
])('a sweep that was left %s with %j and signal %s has the exit code %i', (status, counts, signal, code) => {
  expect(exitCodeOfSweep({ status, counts: { ...none, ...counts } }, signal)).toBe(code);
});
