import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { readRefusal, type SweepRefusal } from './read-refusal.ts';

const answer = (message: string, data: object) =>
  new TRPCClientError(message, { result: { error: { message, code: -32_600, data } } });
const again = 'This form has a new key now: launched again, it makes a new sweep.';

it.each<[string, unknown, SweepRefusal]>([
  [
    'a key that has made another sweep',
    answer('The key is taken.', { latenCode: 'SWEEP_KEY_TAKEN', issues: null }),
    { issues: [{ path: [], message: `The key is taken. ${again}` }], needsNewKey: true },
  ],
  [
    'a launch whose sweep was deleted',
    answer('It was deleted.', { latenCode: 'SWEEP_STATE', issues: null }),
    { issues: [{ path: [], message: `It was deleted. ${again}` }], needsNewKey: true },
  ],
  [
    'what is wrong with the file',
    answer('Refused.', {
      latenCode: 'SWEEP_INVALID',
      issues: [
        { key: 'parameters.beta', message: 'Too large.' },
        { key: null, message: 'No trial.' },
      ],
    }),
    {
      issues: [
        { path: ['parameters', 'beta'], message: 'Too large.' },
        { path: [], message: 'No trial.' },
      ],
      needsNewKey: false,
    },
  ],
  [
    'no answer, after which the same key makes one sweep still',
    new Error('fetch failed'),
    { issues: [{ path: [], message: expect.any(String) }], needsNewKey: false },
  ],
])('reads %s', (_what, error, refusal) => expect(readRefusal(error)).toEqual(refusal));
