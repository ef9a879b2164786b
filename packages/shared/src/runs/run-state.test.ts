import { describe, expect, it } from 'vitest';
import {
  CRASH_AFTER_MS,
  DATABASE_SETTLE_MS,
  deriveRunStatus,
  nextRunStatus,
  type RunEvent,
  type RunStatus,
  runStatuses,
  runTransitions,
} from './run-state.ts';

/** The whole table, written out: rows are events, columns the state before, in the order of `runStatuses`. "." is refused. */
const table: Record<RunEvent, string> = {
  //               QUEUED    RUNNING   FINISHED  FAILED    CRASHED   CANCELED  PRUNED
  claim: '         RUNNING   .         .         .         .         .         .',
  finish: '        .         FINISHED  .         .         FINISHED  .         .',
  fail: '          .         FAILED    .         .         FAILED    .         .',
  prune: '         .         PRUNED    .         .         PRUNED    .         .',
  cancel: '        .         CANCELED  .         .         CANCELED  .         .',
  'cancel-queued': 'CANCELED  .         .         .         .         .         .',
  reject: '        FAILED    .         .         .         .         .         .',
  'hand-back': '   .         QUEUED    .         .         QUEUED    .         .',
  retry: '         .         QUEUED    .         .         QUEUED    .         .',
  requeue: '       .         QUEUED    .         .         .         .         .',
  crash: '         .         CRASHED   .         .         .         .         .',
  revive: '        .         .         .         .         RUNNING   .         .',
  resume: '        .         .         QUEUED    QUEUED    QUEUED    QUEUED    QUEUED',
};

const cases = Object.entries(table).flatMap(([event, row]) =>
  row
    .trim()
    .split(/\s+/)
    .map(
      (to, i) =>
        [event as RunEvent, runStatuses[i] as RunStatus, to === '.' ? null : (to as RunStatus)] as const,
    ),
);

describe('the transition table', () => {
  it.each(cases)('%s from %s goes to %s', (event, from, to) => {
    expect(nextRunStatus(from, event)).toBe(to);
  });

  it('is covered in full', () => {
    expect(cases).toHaveLength(Object.keys(runTransitions).length * runStatuses.length);
  });
});

describe('the derived status', () => {
  const late = CRASH_AFTER_MS + 1;

  it.each([
    ['a beating run is running', 'RUNNING', 1_000, 1e9, 'RUNNING'],
    ['a silent run has crashed', 'RUNNING', late, 1e9, 'CRASHED'],
    ['silence that a restarted database explains is none', 'RUNNING', late, 10_000, 'RUNNING'],
    [
      'silence after the database has been up long enough counts',
      'RUNNING',
      late,
      DATABASE_SETTLE_MS + 1,
      'CRASHED',
    ],
    ['a database that has just settled explains silence', 'RUNNING', late, DATABASE_SETTLE_MS, 'RUNNING'],
    ['an ended run stays ended', 'FINISHED', 1e9, 1e9, 'FINISHED'],
    ['a queued run has no supervisor to be silent', 'QUEUED', 1e9, 1e9, 'QUEUED'],
  ] as const)('%s', (_what, status, silentMs, databaseUpMs, expected) => {
    expect(deriveRunStatus({ status, silentMs, databaseUpMs })).toBe(expected);
  });
});
