'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type RouterOutputs, useTRPCClient } from '../trpc/client.tsx';
import { createRunClock, type RunClock } from './run-clock.ts';

const REFRESH_INTERVAL_MS = 15_000;

type Run = Pick<RouterOutputs['runs']['get'], 'id' | 'attempt' | 'status'>;

/** useRunClock returns when a run was at which step, or null until that is known. A null run asks nothing. */
export function useRunClock(run: Run | null): RunClock | null {
  const client = useTRPCClient();
  const runId = run?.id ?? '';
  const { data } = useQuery({
    queryKey: ['run clock', runId, run?.attempt],
    queryFn: () => client.series.clock.query({ runId }),
    enabled: run !== null,
    staleTime: Number.POSITIVE_INFINITY,
    // What comes between two questions, and after the last, is read off at the pace of the moments before.
    refetchInterval: run?.status === 'RUNNING' ? REFRESH_INTERVAL_MS : false,
  });
  return useMemo(() => (data ? createRunClock(data) : null), [data]);
}
