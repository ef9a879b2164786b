import { describe, expect, it } from 'vitest';
import { addCounts, countVitest, formatCounts, NO_COUNTS } from './test-counts.mjs';

describe('countVitest', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [],
  };

  it('counts passed, failed and skipped', () => {
    expect(countVitest(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('counts a file that did not load', () => {
    const broken = { ...report, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(countVitest(broken, 1).failed).toBe(1);
  });

  it('does not count a file again whose tests failed', () => {
    const failed = {
      ...report,
      numFailedTests: 1,
      testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
    };
    expect(countVitest(failed, 1).failed).toBe(1);
  });

  it('counts a missing report and an unexplained exit code as a failure', () => {
    expect(countVitest(undefined, 0).failed).toBe(1);
    expect(countVitest(report, 1).failed).toBe(1);
  });
});

describe('formatCounts', () => {
  it('is the line that continuous integration reads', () => {
    expect(formatCounts(addCounts(NO_COUNTS, { passed: 3, failed: 0, skipped: 1 }))).toBe(
      '3 passed, 0 failed, 1 skipped',
    );
  });
});
