import { expect, it } from 'vitest';
import { type EndedTrial, judgeLastTrials } from './judge-last-trials.ts';

const letters: Record<string, EndedTrial> = {
  '.': { status: 'FINISHED', reasonCode: null },
  N: { status: 'FAILED', reasonCode: 'NON_FINITE_LOSS' },
  F: { status: 'FAILED', reasonCode: null },
  C: { status: 'CRASHED', reasonCode: null },
};
const trials = (text: string) => [...text].map((letter) => letters[letter] as EndedTrial);

it.each([
  ['', null],
  ['NNNNNNNNN', null],
  ['NNNN......', null],
  ['N.N.N.N.N.', '5 of its last 10 trials failed (NON_FINITE_LOSS 5)'],
  ['CNNNN.....', '5 of its last 10 trials failed (NON_FINITE_LOSS 4, CRASHED 1)'],
  ['FCCCC.....', '5 of its last 10 trials failed (CRASHED 4, FAILED 1)'],
  ['NNNNNNNNNN', '10 of its last 10 trials failed (NON_FINITE_LOSS 10)'],
  ['..........NNNNNNNNNN', null],
  ['NNNNN..............', '5 of its last 10 trials failed (NON_FINITE_LOSS 5)'],
])('of %s, the newest first', (text, reason) => {
  expect(judgeLastTrials(trials(text))).toEqual({
    pause: reason !== null,
    reason: reason && `${reason}. Look at their reasons, then resume or cancel it.`,
  });
});
