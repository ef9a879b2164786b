import type { SweepIssue } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { layIssues, placeIssues } from './place-issues.ts';

const issue = (...path: (string | number)[]): SweepIssue => ({ path, message: 'Wrong.' });

describe('placeIssues', () => {
  it.each<[SweepIssue, string]>([
    [issue('parameters', 'beta'), 'beta'],
    [issue('parameters', 'beta', 'distribution'), 'beta'],
    [issue('parameters', 'beta', 'values', 2), 'beta'],
    [issue('parameters', 'beta', 'min'), 'beta.from'],
    [issue('parameters', 'beta', 'sigma'), 'beta.to'],
    [issue('parameters', 'beta', 'q'), 'beta.step'],
    [issue('parameters', 'beta', 'probabilities', 1), 'beta.probabilities'],
    [issue('base', 'epochs'), 'epochs'],
    [issue('base'), 'preset'],
    [issue('metric', 'name'), 'metric'],
    [issue('metric', 'goal'), 'goal'],
    [issue('labels', 0), 'labels'],
    [issue('retries', 'lost'), 'lost'],
    [issue('run_cap'), 'runCap'],
    [issue('description'), 'note'],
  ])('puts %o at %s', (one, field) => {
    expect(placeIssues([one])).toEqual({ at: { [field]: 'Wrong.' }, rest: [] });
  });

  it('says above what belongs to no field, once', () => {
    expect(placeIssues([issue(), issue('parameters'), issue('parameters', 'none')])).toEqual({
      at: {},
      rest: ['Wrong.'],
    });
  });

  it('names the key whose field is not shown', () => {
    expect(placeIssues([issue('base', 'denseUnits')], (key) => key !== 'denseUnits').rest).toEqual([
      'denseUnits: Wrong.',
    ]);
  });

  it('says each of several things at one field once', () => {
    const other = { path: ['parameters', 'beta', 'values', 1], message: 'Twice.' };
    expect(placeIssues([issue('parameters', 'beta'), other, other]).at.beta).toBe('Wrong. Twice.');
  });
});

describe('layIssues', () => {
  const nothing = placeIssues([]);
  const ofServer = placeIssues([issue('parameters', 'beta', 'min'), issue('seeds'), issue()]);

  it('is what the server says, when all can be read', () => {
    expect(layIssues(nothing, ofServer)).toEqual(ofServer);
  });

  it('leaves out what the server says of a field that cannot be read, and of the whole', () => {
    const unread = { path: ['parameters', 'beta', 'max'], message: 'No number.' };
    expect(layIssues(placeIssues([unread]), ofServer)).toEqual({
      at: { 'beta.to': 'No number.', seeds: 'Wrong.' },
      rest: [],
    });
  });
});
