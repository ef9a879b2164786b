/** NO_COUNTS is the empty sum of test results. */
export const NO_COUNTS = { passed: 0, failed: 0, skipped: 0 };

/** addCounts adds two sums of test results. */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** formatCounts is the line that continuous integration reads. */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * countVitest reads Vitest's JSON report. A file that failed without a failed test (it did not even load), a report that is
 * missing, and a non-zero exit that nothing else explains count as one failure each.
 */
export function countVitest(report, exitCode) {
  if (!report) return { ...NO_COUNTS, failed: 1 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  const unexplained = exitCode !== 0 && counts.failed === 0;
  return unexplained ? { ...counts, failed: 1 } : counts;
}
