import { expect, it } from 'vitest';
import {
  judgeSeenPoints,
  judgeTrials,
  measureRecoveries,
  type Sighting,
  type TrialRecord,
} from './judge-chaos.ts';

const points = (entries: Record<string, number> = {}) =>
  new Map(Object.entries({ 'loss 1': 5, 'loss 2': 4, 'images_per_second 1': 900, ...entries }));
const trial = (changes: Partial<TrialRecord> = {}): TrialRecord => ({
  trial: 0,
  status: 'FINISHED',
  attempt: 1,
  points: points(),
  ...changes,
});

it('finds nothing wrong with equal curves, whatever the attempts and the speed', () => {
  const after = trial({
    attempt: 9,
    points: points({ 'images_per_second 1': 3, 'system/memory_bytes 2': 1 }),
  });
  expect(judgeTrials([after], [trial()])).toEqual([]);
});

it.each<[string, readonly TrialRecord[], RegExp]>([
  ['no final state', [trial({ status: 'RUNNING' })], /is RUNNING: it has no final state/],
  ['another end', [trial({ status: 'CRASHED' })], /is CRASHED instead of FINISHED/],
  ['a lost point', [trial({ points: new Map([['loss 1', 5]]) })], /lacks 1 points, loss 2 first/],
  ['a point too many', [trial({ points: points({ 'loss 3': 1 }) })], /has 1 points too many, loss 3 first/],
  [
    'another value',
    [trial({ points: points({ 'loss 2': 4.5 }) })],
    /differs in 1 values, loss 2 first: 4.5 instead of 4/,
  ],
  ['a missing trial', [], /Trial 0 is not there/],
  ['a trial twice', [trial(), trial()], /twice/],
])('finds %s', (_, found, sentence) => {
  expect(judgeTrials(found, [trial()]).join(' ')).toMatch(sentence);
});

it('takes NaN for equal to NaN', () => {
  const nan = trial({ points: points({ 'loss 2': Number.NaN }) });
  expect(judgeTrials([nan], [nan])).toEqual([]);
});

it('finds an acknowledged point that is gone or changed', () => {
  const seen = { trial: 0, key: 'loss 2', value: 4 };
  expect(judgeSeenPoints([seen], [trial()])).toEqual([]);
  expect(judgeSeenPoints([seen], [trial({ points: new Map() })])).toEqual([
    'Point loss 2 of trial 0 was acknowledged as 4 and is gone.',
  ]);
  expect(judgeSeenPoints([{ ...seen, value: 3 }], [trial()])[0]).toMatch(/as 3 and is 4/);
});

const sighting = (atMs: number, changes: Partial<Sighting> = {}): Sighting => ({
  atMs,
  trial: 0,
  status: 'RUNNING',
  attempt: 1,
  supervisor: 'lab:42:x',
  ...changes,
});

it('measures how long a trial stood as held by a worker that was lost', () => {
  const losses = [{ atMs: 1_500, pid: 42 }];
  const never = () => 0;
  const requeued = [sighting(1_000), sighting(2_000), sighting(6_000, { status: 'QUEUED' })];
  expect(measureRecoveries(losses, requeued, never)).toEqual([{ trial: 0, tookMs: 4_500 }]);
  const taken = [sighting(1_000), sighting(4_000, { attempt: 2, supervisor: 'lab:43:y' })];
  expect(measureRecoveries(losses, taken, never)).toEqual([{ trial: 0, tookMs: 2_500 }]);
  expect(measureRecoveries(losses, requeued, () => 3_000)).toEqual([{ trial: 0, tookMs: 1_500 }]);
  expect(measureRecoveries([{ atMs: 1_500, pid: 7 }], requeued, never)).toEqual([]);
});

it('counts a trial that was never let go until the last look', () => {
  const stuck = [sighting(1_000), sighting(90_000)];
  expect(measureRecoveries([{ atMs: 2_000, pid: 42 }], stuck, () => 0)).toEqual([
    { trial: 0, tookMs: 88_000 },
  ]);
});
