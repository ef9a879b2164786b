'use client';

import type { SweepIssue } from '@laten/shared';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type RouterOutputs, useTRPC } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import type { WrittenDraft } from './write-sweep-draft.ts';

/** SweepPlan is what a sweep would be. */
export type SweepPlan = NonNullable<RouterOutputs['sweepLaunch']['plan']['plan']>;

/** SweepPlanState is what is known of the sweep that is being typed. */
export type SweepPlanState = {
  /** While it is counted anew, that of the last answer; null when that was a refusal. */
  readonly plan: SweepPlan | null;
  readonly issues: readonly SweepIssue[];
  readonly notices: readonly SweepIssue[];
  /** Whether the plan is of what is typed now. */
  readonly isCurrent: boolean;
  /** Whether what is typed now is still being counted: there is neither a plan of it nor a failure. */
  readonly isCounting: boolean;
  /** Why the trials could not be counted; null when they could. */
  readonly failure: string | null;
};

/** Whoever types is not asked after at each letter. */
const TYPING_PAUSE_MS = 250;
const NO_ISSUES: readonly SweepIssue[] = [];

/**
 * useSweepPlan asks the server what a draft would make, by the rules that it launches by. A draft of which something cannot be
 * read makes nothing, but the rest of it is checked all the same.
 */
export function useSweepPlan(written: WrittenDraft): SweepPlanState {
  const trpc = useTRPC();
  const [asked] = useDebouncedValue(written, TYPING_PAUSE_MS);
  const { data, error, isPlaceholderData } = useQuery({
    ...trpc.sweepLaunch.plan.queryOptions({ file: asked.file }),
    placeholderData: keepPreviousData,
  });
  const isWhole = written.issues.length === 0;
  const isAsked = asked === written;
  const isAnswered = data !== undefined && !isPlaceholderData;
  return {
    plan: (isWhole && data?.plan) || null,
    // What was wrong stays until the next answer, so that it does not come and go at each letter.
    issues: data?.issues ?? NO_ISSUES,
    notices: data?.plan?.notices ?? NO_ISSUES,
    isCurrent: isAsked && isAnswered,
    isCounting: !isAsked || (!isAnswered && error === null),
    failure: error ? messageOfError(error) : null,
  };
}
