import { describe, expect, it } from 'vitest';
import {
  isSweepEnded,
  nextSweepStatus,
  type SweepEvent,
  type SweepStatus,
  sweepStatuses,
  sweepTransitions,
} from './sweep-state.ts';

/** The whole table, written out: rows are events, columns the state before, in the order of `sweepStatuses`. "." is refused. */
const table: Record<SweepEvent, string> = {
  //       ACTIVE    PAUSED    FINISHED  CANCELED
  pause: ' PAUSED    .         .         .',
  resume: '.         ACTIVE    .         .',
  cancel: 'CANCELED  CANCELED  .         .',
  finish: 'FINISHED  .         .         .',
  reopen: '.         .         ACTIVE    ACTIVE',
};

const cases = Object.entries(table).flatMap(([event, row]) =>
  row
    .trim()
    .split(/\s+/)
    .map((to, i) => [event as SweepEvent, sweepStatuses[i] as SweepStatus, to === '.' ? null : to] as const),
);

describe('the transition table of a sweep', () => {
  it.each(cases)('%s from %s goes to %s', (event, from, to) => {
    expect(nextSweepStatus(from, event)).toBe(to);
  });

  it('is covered in full', () => {
    expect(cases).toHaveLength(Object.keys(sweepTransitions).length * sweepStatuses.length);
  });

  it('ends where nothing but a person goes on', () => {
    expect(sweepStatuses.filter(isSweepEnded)).toEqual(['FINISHED', 'CANCELED']);
    for (const rule of Object.values(sweepTransitions)) {
      if (rule.from.some(isSweepEnded)) expect(rule.by).toEqual(['user']);
    }
  });
});
