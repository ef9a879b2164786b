import type { RunOutcome } from '@laten/shared';
import { expect, it } from 'vitest';
import { exitCodeOfEnd, exitCodes } from './exit-codes.ts';

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
