'use client';

import { useQuery } from '@tanstack/react-query';
import { useHello, useTopicChange } from '../../../live/use-live.ts';
import { useTRPC } from '../../../trpc/client.tsx';
import type { WorkersStatus } from '../../runs/describe-status.ts';

/** useWorkers returns who could take the runs that wait, and keeps up with it; undefined while nobody asks. */
export function useWorkers(enabled: boolean): WorkersStatus | undefined {
  const trpc = useTRPC();
  const { data, refetch } = useQuery({ ...trpc.workers.status.queryOptions(), enabled });
  const ask = () => {
    if (enabled) void refetch();
  };
  useTopicChange('workers', ask);
  useHello(ask);
  return data;
}
