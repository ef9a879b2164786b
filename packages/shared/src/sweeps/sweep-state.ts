/** States of a sweep and the one table of allowed changes. Pure: it decides, `packages/db` writes. */

/** sweepStatuses lists every state of a sweep. */
export const sweepStatuses = ['ACTIVE', 'PAUSED', 'FINISHED', 'CANCELED'] as const;

/** SweepStatus is a state of a sweep. */
export type SweepStatus = (typeof sweepStatuses)[number];

/** SweepEvent is what happens to a sweep; the table says by whom. */
export type SweepEvent = 'pause' | 'resume' | 'cancel' | 'finish' | 'reopen';

/** SweepEventActor is who may cause an event: a person, the rule over failing trials, or the store that saw the last trial end. */
export type SweepEventActor = 'user' | 'policy' | 'store';

type Rule = {
  readonly by: readonly SweepEventActor[];
  readonly from: readonly SweepStatus[];
  readonly to: SweepStatus;
};

/** sweepTransitions is the whole table: event → who causes it, from which states, to which state. */
export const sweepTransitions: Readonly<Record<SweepEvent, Rule>> = {
  pause: { by: ['user', 'policy'], from: ['ACTIVE'], to: 'PAUSED' },
  resume: { by: ['user'], from: ['PAUSED'], to: 'ACTIVE' },
  cancel: { by: ['user'], from: ['ACTIVE', 'PAUSED'], to: 'CANCELED' },
  /** All trials have ended. */
  finish: { by: ['store'], from: ['ACTIVE'], to: 'FINISHED' },
  /** Failed trials are tried again, or further ones added. */
  reopen: { by: ['user'], from: ['FINISHED', 'CANCELED'], to: 'ACTIVE' },
};

/** nextSweepStatus returns the state after an event, or null when the table does not allow it. */
export function nextSweepStatus(from: SweepStatus, event: SweepEvent): SweepStatus | null {
  const rule = sweepTransitions[event];
  return rule.from.includes(from) ? rule.to : null;
}

/** isSweepEnded tells whether a sweep has a final state. */
export function isSweepEnded(status: SweepStatus): boolean {
  return status === 'FINISHED' || status === 'CANCELED';
}
