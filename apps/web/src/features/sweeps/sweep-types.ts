import type { RouterOutputs } from '../../trpc/client.tsx';
import type { ActingSweep } from './prepare-sweep-actions.ts';

/** SweepDetail is a sweep as the server describes it. */
export type SweepDetail = RouterOutputs['sweeps']['get'];

/** SweepListPage is one page of the list as the server sent it. */
export type SweepListPage = RouterOutputs['sweeps']['list'];

/** ListedSweep is a sweep as the server lists it. */
export type ListedSweep = SweepListPage['sweeps'][number];

/** TrialFailure is a trial that failed, crashed, or is being tried again. */
export type TrialFailure = RouterOutputs['sweeps']['failures'][number];

/** BestPoint is a trial that has logged the sweep's metric, and the best value of all trials until then. */
export type BestPoint = RouterOutputs['sweeps']['best'][number];

/** ActionSweep is what the actions need of a sweep; a listed sweep and a sweep in full both have it. */
export type ActionSweep = ActingSweep & {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly priority: number;
};
