import { CRASH_AFTER_MS, DATABASE_SETTLE_MS } from '@laten/shared';

/**
 * shownStatusSql is the state that a reader should see of the table `run`, as SQL: the same rule as deriveRunStatus of
 * @laten/shared, for filters, sorting and counts. A test holds the two together.
 */
export const shownStatusSql = `
  CASE WHEN run.status = 'RUNNING'
    AND clock_timestamp() - run.heartbeat_at > ${CRASH_AFTER_MS} * interval '1 ms'
    AND clock_timestamp() - pg_postmaster_start_time() > ${DATABASE_SETTLE_MS} * interval '1 ms'
  THEN 'CRASHED' ELSE run.status::text END`;
