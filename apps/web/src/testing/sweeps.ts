import { runStatuses, type SweepSpec, type TrialCounts } from '@laten/shared';
import type { ListedSweep, SweepDetail, TrialFailure } from '../features/sweeps/sweep-types.ts';

/** trialCounts are the trials of a sweep by state; those that are not named are none. */
export function trialCounts(counts: Partial<TrialCounts> = {}): TrialCounts {
  const none = Object.fromEntries(runStatuses.map((status) => [status, 0])) as TrialCounts;
  return { ...none, ...counts };
}

/** sweepSpec is a grid of six trials. */
export function sweepSpec(change: Partial<SweepSpec> = {}): SweepSpec {
  return {
    name: 'beta grid',
    method: 'grid',
    metric: { name: 'val_nelbo', goal: 'minimize' },
    parameters: {
      beta: { kind: 'values', values: [0.5, 1, 2] },
      latentDim: { kind: 'values', values: [2, 8] },
    },
    base: { preset: 'tiny', overrides: {} },
    runCap: null,
    seeds: 1,
    searchSeed: 0,
    labels: [],
    retries: { failed: 1, lost: 3 },
    ...change,
  };
}

const common = {
  id: '1m86ammtb54b67bz',
  name: 'beta grid',
  note: '',
  experiment: 'default',
  owner: null,
  status: 'ACTIVE',
  reason: null,
  reasonCode: null,
  revision: 3,
  metric: 'val_nelbo',
  goal: 'minimize',
  labels: [],
  priority: 0,
  best: null,
  createdAt: new Date('2026-11-03T07:00:00Z'),
  startedAt: new Date('2026-11-03T07:00:02Z'),
  finishedAt: null,
} as const;

/** listedSweep is a sweep of six trials that has just begun, as the server lists it. */
export function listedSweep(change: Partial<ListedSweep> = {}): ListedSweep {
  const counts = trialCounts({ RUNNING: 2, QUEUED: 4 });
  return { ...common, spec: sweepSpec(), counts, secondsLeft: 90, ...change };
}

/** sweepDetail is the same sweep as the server describes it. */
export function sweepDetail(change: Partial<SweepDetail> = {}): SweepDetail {
  const counts = trialCounts({ RUNNING: 2, QUEUED: 4 });
  const progress = { doneSteps: 100, totalSteps: 1_000, stepsPerSecond: 10, secondsLeft: 90 };
  return { ...common, spec: sweepSpec(), counts, progress, ...change };
}

/** trialFailure is a trial whose loss became NaN. */
export function trialFailure(change: Partial<TrialFailure> = {}): TrialFailure {
  return {
    runId: '1m86ammtb54b67b1',
    trial: 0,
    name: 'beta=4',
    status: 'FAILED',
    reason: 'loss became NaN at step 3.',
    reasonCode: 'NON_FINITE_LOSS',
    failures: 1,
    lostWorkers: 0,
    ...change,
  };
}
