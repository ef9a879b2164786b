import type { SweepDetail } from '@laten/db';
import type { Takers } from './takers.ts';

/** Sees that nobody is left who takes the trials of a sweep: a worker may end, or stop, long after the sweep was launched. */

/** Between two looks. A worker that is started anew is not missed. */
const LOOK_INTERVAL_MS = 5_000;

/** VacancyWatch returns who is there when a sweep has trials that nobody takes, once until somebody takes them again; else null. */
export type VacancyWatch = (
  sweep: Pick<SweepDetail, 'status' | 'counts' | 'labels'>,
) => Promise<Takers | null>;

/** createVacancyWatch returns a watch that believes its second look in a row, some seconds after the first. */
export function createVacancyWatch(input: {
  findTakers: (labels: readonly string[]) => Promise<Takers>;
  /** Whether somebody was there before. If not, the first look is believed. */
  wasTaken: boolean;
  /** (Default: the monotonic clock.) */
  nowMs?: () => number;
}): VacancyWatch {
  const { findTakers, wasTaken, nowMs = () => performance.now() } = input;
  let vacantLooks = wasTaken ? 0 : 1;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return async ({ status, counts, labels }) => {
    if (nowMs() - lookedAtMs < LOOK_INTERVAL_MS) return null;
    lookedAtMs = nowMs();
    const takers = status === 'ACTIVE' && counts.QUEUED > 0 ? await findTakers(labels) : null;
    const isVacant = takers?.count === 0;
    vacantLooks = isVacant ? vacantLooks + 1 : 0;
    return isVacant && vacantLooks === 2 ? takers : null;
  };
}
