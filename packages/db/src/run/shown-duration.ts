/**
 * currentAttemptMsSql is how long the current attempt of the table `run` has trained until its last heartbeat, ms, as SQL; 0
 * once it has ended and counts in `duration_ms`.
 */
export const currentAttemptMsSql =
  'GREATEST(0, EXTRACT(EPOCH FROM run.heartbeat_at - run.attempt_started_at)::float8 * 1000)';

/** currentAttemptMs is the same of a row that was read. */
export function currentAttemptMs(run: { heartbeatAt: Date | null; attemptStartedAt: Date | null }): number {
  const { heartbeatAt, attemptStartedAt } = run;
  return heartbeatAt && attemptStartedAt
    ? Math.max(0, heartbeatAt.getTime() - attemptStartedAt.getTime())
    : 0;
}

/** shownDurationSql is how long a run has trained so far in all of its attempts, ms, as SQL. */
export const shownDurationSql = `run.duration_ms + ${currentAttemptMsSql}`;
