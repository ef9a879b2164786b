import type { RouterOutputs } from '../../trpc/client.tsx';

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
