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

const nan = (runId: string) => end('FAILED', 'NON_FINITE_LOSS', runId);
const unnamed = (runId: string) => end('FAILED', null, runId);
const lost = end('FAILED', 'CHILD_LOST');
const [nanA, nanB, nanC] = [nan('a'), nan('b'), nan('c')];

it.each<[string, RunEnd[], boolean]>([
  ['nothing yet', [], false],
  ['two of one cause', [nanA, nanB], false],
  ['three of one cause', [nanA, nanB, nanC], true],
  ['three of two causes', [nanA, lost, nanB], false],
  ['another cause first', [lost, nanA, nanB, nanC], true],
  ['a run that another place still finished, after three', [nanA, nanB, nanC, end('FINISHED')], true],
  ['three without a name', [unnamed('a'), unnamed('b'), unnamed('c')], true],
  ['one run that failed at each of its tries', [nanA, nanA, nanA], false],
  ['three runs, one of them tried twice', [nanA, nanB, nanA, nanC], true],
  ['a finished run between', [nanA, nanB, end('FINISHED'), nanC], false],
  ['a pruned run between', [nanA, nanB, end('PRUNED'), nanC], false],
  ['a canceled run between', [nanA, nanB, end('CANCELED'), nanC], true],
  ['a run handed back between', [nanA, nanB, end('QUEUED'), nanC], true],
  ['killed training processes', [end('CRASHED'), end('CRASHED'), end('CRASHED')], false],
  ['three runs that could not be begun here', [unable('a'), unable('b'), unable('c')], true],
  ['one run that could not be begun, again and again', [unable('a'), unable('a'), unable('a')], false],
])('after %s: stopped %s', (_what, ends, stopped) => {
  expect(describeStop(after(...ends)) !== null).toBe(stopped);
});

it('says what failed last, how often, and what to do', () => {
  const words = describeStop(after(nanA, nanB, nanC));
  // What other places still end changes neither the state nor its words.
  expect(describeStop(after(nanA, nanB, nanC, nan('d'), lost))).toBe(words);
  expect(words).toMatch(/last 3 failed in a row.*NON_FINITE_LOSS.*It was NON_FINITE_LOSS\..*workers resume/);
  expect(describeStop(after(nanA, nanB, nanC), 'Start another.')).toMatch(
    /NON_FINITE_LOSS\. Start another\.$/,
  );
});
