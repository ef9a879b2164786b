import type { RunStatus } from '@laten/shared';
import type { UseQueryOptions } from '@tanstack/react-query';
import type { RunTimes } from './run-clock.ts';

/** When the page asks for the times of a run: now and then while it trains, and once more when it has ended. */

const REFRESH_INTERVAL_MS = 15_000;

/** TimedRun is what of a run decides whether its known times are still all of them. */
export type TimedRun = {
  readonly id: string;
  readonly attempt: number;
  readonly revision: number;
  readonly status: RunStatus;
};

type RunClockKey = readonly ['run clock', runId: string, attempt: number, endedAtRevision: number | null];

/** runClockOptions asks for the times of a run by `read`. A null run asks nothing. */
export function runClockOptions(
  run: TimedRun | null,
  read: (runId: string) => Promise<RunTimes>,
): UseQueryOptions<RunTimes, Error, RunTimes, RunClockKey> {
  const { id = '', attempt = 0, revision = 0, status = null } = run ?? {};
  const isRunning = status === 'RUNNING';
  return {
    // A run that has ended is another question: what came after the last answer is asked for, and not again.
    queryKey: ['run clock', id, attempt, isRunning ? null : revision],
    queryFn: () => read(id),
    enabled: run !== null,
    staleTime: Number.POSITIVE_INFINITY,
    // What comes between two questions is read off at the pace of the moments before.
    refetchInterval: isRunning ? REFRESH_INTERVAL_MS : false,
    // While that is on its way the axis stays as it is; the times of another run or attempt are of no use.
    placeholderData: (times, query) => {
      const [, shownId, shownAttempt] = query?.queryKey ?? [];
      return shownId === id && shownAttempt === attempt ? times : undefined;
    },
  };
}
