import { runStatuses, type SweepStatus, type TrialCounts } from '@laten/shared';
import { expect, it } from 'vitest';
import { createVacancyWatch } from './vacancy-watch.ts';

type Look = { afterMs: number; takers: number; status?: SweepStatus; queued?: number };

const soon = (takers: number, more: Partial<Look> = {}): Look => ({ afterMs: 1_000, takers, ...more });
const later = (takers: number, more: Partial<Look> = {}): Look => ({ afterMs: 6_000, takers, ...more });

/** Which looks say that nobody takes the trials. */
async function look(wasTaken: boolean, looks: readonly Look[]): Promise<number[]> {
  let nowMs = 0;
  let count = 0;
  const watch = createVacancyWatch({
    wasTaken,
    nowMs: () => nowMs,
    findTakers: async (labels) => ({ labels, count, stopped: new Map() }),
  });
  const told: number[] = [];
  for (const [index, { afterMs, takers, status = 'ACTIVE', queued = 1 }] of looks.entries()) {
    nowMs += afterMs;
    count = takers;
    const none = Object.fromEntries(runStatuses.map((status) => [status, 0])) as TrialCounts;
    if (await watch({ status, counts: { ...none, QUEUED: queued }, labels: [] })) told.push(index);
  }
  return told;
}

it.each<[string, boolean, Look[], number[]]>([
  ['a worker is there', true, [later(1), later(1)], []],
  ['the only worker goes', true, [later(1), later(0), later(0)], [2]],
  ['the only worker is started anew', true, [later(0), later(1), later(0)], []],
  ['nobody is there yet', false, [later(0)], [0]],
  ['two looks are close together', true, [later(0), soon(0)], []],
  ['it has been told', true, [later(0), later(0), later(0), later(0)], [1]],
  ['one comes and goes again', false, [later(0), later(1), later(0), later(0)], [0, 3]],
  ['nothing waits', true, [later(0, { queued: 0 }), later(0, { queued: 0 })], []],
  ['the sweep is paused', false, [later(0, { status: 'PAUSED' }), later(0, { status: 'PAUSED' })], []],
])('says that nobody takes the trials, or not, when %s', async (_what, wasTaken, looks, told) => {
  expect(await look(wasTaken, looks)).toEqual(told);
});
