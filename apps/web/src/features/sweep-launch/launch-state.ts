import type { SweepPlanState } from './use-sweep-plan.ts';

/**
 * SweepLaunchState says whether the form may launch: `ready`; `refused` while something is marked; `counting` while nobody has
 * seen yet how many trials it would be.
 */
export type SweepLaunchState = 'ready' | 'refused' | 'counting';

/** launchStateOf returns the state of a form. Where the trials could not be counted, the server decides. */
export function launchStateOf({
  isUnreadable,
  plan,
}: {
  readonly isUnreadable: boolean;
  readonly plan: Pick<SweepPlanState, 'isCurrent' | 'isCounting' | 'issues'>;
}): SweepLaunchState {
  if (isUnreadable || (plan.isCurrent && plan.issues.length > 0)) return 'refused';
  return plan.isCounting ? 'counting' : 'ready';
}
