import { expect, it } from 'vitest';
import { describeStop, extendStreak, type FailureStreak, type RunEnd } from './failure-streak.ts';

const end = (status: RunEnd['status'], reasonCode: string | null = null, runId = 'a'): RunEnd => ({
  runId,
  status,
  reasonCode,
  reason: reasonCode && `It was ${reasonCode}.`,
});
const unable = (runId: string) => end('QUEUED', 'DATASET_MISSING', runId);
const after = (...ends: RunEnd[]) => ends.reduce<FailureStreak>(extendStreak, null);

const [nan, lost, unnamed] = [end('FAILED', 'NON_FINITE_LOSS'), end('FAILED', 'CHILD_LOST'), end('FAILED')];

it.each<[string, RunEnd[], boolean]>([
  ['nothing yet', [], false],
  ['two of one cause', [nan, nan], false],
  ['three of one cause', [nan, nan, nan], true],
  ['three of two causes', [nan, lost, nan], false],
  ['another cause first', [lost, nan, nan, nan], true],
  ['a run that another place still finished, after three', [nan, nan, nan, end('FINISHED')], true],
  ['three without a name', [unnamed, unnamed, unnamed], true],
  ['a finished run between', [nan, nan, end('FINISHED'), nan], false],
  ['a pruned run between', [nan, nan, end('PRUNED'), nan], false],
  ['a canceled run between', [nan, nan, end('CANCELED'), nan], true],
  ['a run handed back between', [nan, nan, end('QUEUED'), nan], true],
  ['killed training processes', [end('CRASHED'), end('CRASHED'), end('CRASHED')], false],
  ['three runs that could not be begun here', [unable('a'), unable('b'), unable('c')], true],
  ['one run that could not be begun, again and again', [unable('a'), unable('a'), unable('a')], false],
])('after %s: stopped %s', (_what, ends, stopped) => {
  expect(describeStop(after(...ends)) !== null).toBe(stopped);
});

it('says what failed last, how often, and what to do', () => {
  const words = describeStop(after(nan, nan, nan));
  // What other places still end changes neither the state nor its words.
  expect(describeStop(after(nan, nan, nan, nan, lost))).toBe(words);
  expect(words).toMatch(/last 3 failed in a row.*NON_FINITE_LOSS.*It was NON_FINITE_LOSS\..*workers resume/);
});
