import { resolveConfig } from '@laten/shared';
import type { RunArtifact, RunDetail } from '../features/run/prepare-run.ts';
import type { ListedRun } from '../features/runs/prepare-run-row.ts';

const common = {
  id: '1m86ammtb54b67bx',
  name: 'a run',
  experiment: 'default',
  owner: null,
  status: 'FINISHED',
  attempt: 1,
  revision: 7,
  config: resolveConfig({ preset: 'fashion-mnist-conv', defaultThreads: 2 }),
  configHash: 'a'.repeat(64),
  reason: null,
  tags: ['first'],
  note: '',
  clonedFrom: null,
  sweepId: null,
  trial: null,
  supervisor: 'host:1',
  cancelRequested: false,
  imagesPerSecond: 1496.7,
  progress: { step: 2345, totalSteps: 2345, epoch: 5, totalEpochs: 5 },
  createdAt: new Date('2026-11-03T07:00:00Z'),
  queuedAt: null,
  startedAt: new Date('2026-11-03T07:00:00Z'),
  finishedAt: new Date('2026-11-03T07:03:20Z'),
  heartbeatAt: new Date('2026-11-03T07:03:15Z'),
  durationMs: 200_000,
  sweepLabels: [],
} as const;

/** listedRun is a finished run as the server lists it. */
export function listedRun(overrides: Partial<ListedRun> = {}): ListedRun {
  return {
    ...common,
    preset: 'fashion-mnist-conv',
    configProblem: null,
    sizeBytes: 4_718_592,
    sparkline: [300, 270, 262.456, 263.1],
    metric: { name: 'val_nelbo', last: 263.1, best: 262.456, bestStep: 1876 },
    ...overrides,
  };
}

/** runDetail is a finished run as the server describes it. */
export function runDetail(overrides: Partial<RunDetail> = {}): RunDetail {
  return {
    ...common,
    environment: {},
    lostWorkers: 0,
    failures: 0,
    mostFailures: 0,
    sweepName: null,
    sweepStatus: null,
    sizeBytes: 0,
    reasonCode: null,
    summary: {},
    artifacts: [],
    ...overrides,
  };
}

/** runArtifact is a picture of an epoch. */
export function runArtifact(overrides: Partial<RunArtifact> = {}): RunArtifact {
  return {
    id: '1m86ammtb54b67by',
    runId: common.id,
    attempt: 1,
    name: 'reconstructions.png',
    kind: 'reconstructions',
    step: 469,
    epoch: 1,
    mediaType: 'image/png',
    sizeBytes: 1000,
    sha256: 'b'.repeat(64),
    createdAt: common.createdAt,
    ...overrides,
  };
}
