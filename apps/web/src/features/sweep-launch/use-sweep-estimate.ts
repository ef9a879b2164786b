'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.tsx';
import { useWorkers } from '../runs/use-workers.ts';
import { countWorkers, describeSweepEstimate } from './describe-plan.ts';
import type { SweepPlan } from './use-sweep-plan.ts';

/** SweepEstimate is about how long a sweep takes, in words, and how many workers would take its trials. */
export type SweepEstimate = { readonly text: string; readonly workers: number };

/** useSweepEstimate goes by the workers that live now and the speed of the last runs; null until both are known. */
export function useSweepEstimate(plan: SweepPlan | null): SweepEstimate | null {
  const trpc = useTRPC();
  const { data: recent } = useQuery(trpc.runs.recentThroughput.queryOptions());
  const status = useWorkers(true);
  if (!plan || !recent || !status) return null;
  const workers = countWorkers(status.workers, plan.spec.labels);
  return { text: describeSweepEstimate(plan.work, { workers, recent }), workers };
}
