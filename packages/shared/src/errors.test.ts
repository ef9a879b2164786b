import { describe, expect, it } from 'vitest';
import { RunAmbiguousError, SweepAmbiguousError, SweepInvalidError, SweepKeyTakenError } from './errors.ts';

describe('messages for people', () => {
  it('say every issue of a sweep with its place', () => {
    const error = new SweepInvalidError([
      { path: ['parameters', 'beta', 'values', 1], message: '-1 is refused.' },
      { path: [], message: 'Nothing is searched.' },
    ]);
    expect(error).toMatchObject({
      code: 'SWEEP_INVALID',
      message: 'parameters.beta.values.1: -1 is refused.\nNothing is searched.',
    });
  });

  it('show five of the ids that a prefix may mean', () => {
    expect(new SweepAmbiguousError('ab', ['ab1', 'ab2']).message).toBe(
      '"ab" matches 2 sweeps: ab1, ab2. Give more characters of the id.',
    );
    const ids = Array.from({ length: 6 }, (_, i) => `ab${i}`);
    expect(new RunAmbiguousError('ab', ids).message).toBe(
      '"ab" matches 6 runs: ab0, ab1, ab2, ab3, ab4, …. Give more characters of the id.',
    );
  });

  it('name the sweep that a launch key has made', () => {
    expect(new SweepKeyTakenError('k7', 'abc')).toMatchObject({
      code: 'SWEEP_KEY_TAKEN',
      message: expect.stringContaining('"k7" has launched sweep abc'),
    });
  });
});
