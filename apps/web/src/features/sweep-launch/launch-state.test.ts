import { expect, it } from 'vitest';
import { launchStateOf, type SweepLaunchState } from './launch-state.ts';

const issues = [{ path: ['seeds'], message: 'Too many.' }];
const counted = { isCurrent: true, isCounting: false, issues: [] };
const counting = { isCurrent: false, isCounting: true, issues: [] };
const failed = { isCurrent: false, isCounting: false, issues: [] };

it.each<[string, Parameters<typeof launchStateOf>[0], SweepLaunchState]>([
  ['is ready with a plan of what is typed', { isUnreadable: false, plan: counted }, 'ready'],
  ['launches no number of trials that it has not shown', { isUnreadable: false, plan: counting }, 'counting'],
  ['may be tried when the trials could not be counted', { isUnreadable: false, plan: failed }, 'ready'],
  ['is refused for what the server says', { isUnreadable: false, plan: { ...counted, issues } }, 'refused'],
  [
    'counts anew what was refused before it was changed',
    { isUnreadable: false, plan: { ...counting, issues } },
    'counting',
  ],
  ['is refused for what cannot be read', { isUnreadable: true, plan: counting }, 'refused'],
])('%s', (_what, form, state) => expect(launchStateOf(form)).toBe(state));
