'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useHello, useTopicChange } from '../../live/use-live.ts';
import { type RouterOutputs, useTRPC } from '../../trpc/client.tsx';

/** ListedExperiment is an experiment with how many runs it has. */
export type ListedExperiment = RouterOutputs['experiments']['list'][number];

/** useExperiments returns the experiments, that of the newest run first, kept up to date; undefined until they are read. */
export function useExperiments(): readonly ListedExperiment[] | undefined {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = trpc.experiments.list.queryOptions();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: options.queryKey });
  useTopicChange('experiments', refresh);
  useHello(refresh);
  return useQuery(options).data;
}
