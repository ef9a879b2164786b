'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPCClient } from '../trpc/client.tsx';
import { createRunClock, type RunClock } from './run-clock.ts';
import { runClockOptions, type TimedRun } from './run-clock-options.ts';

/** useRunClock returns when a run was at which step, or null until that is known. A null run asks nothing. */
export function useRunClock(run: TimedRun | null): RunClock | null {
  const client = useTRPCClient();
  const { data } = useQuery(runClockOptions(run, (runId) => client.series.clock.query({ runId })));
  return useMemo(() => (data ? createRunClock(data) : null), [data]);
}
