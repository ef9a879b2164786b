import {
  type RunConfig,
  RunNotFoundError,
  type RunProgress,
  type RunStatus,
  type SeriesSummary,
  type SweepStatus,
  upgradeConfig,
} from '@laten/shared';
import { type ArtifactRow, toArtifactRow } from '../artifact/list-artifacts.ts';
import type { Database } from '../database.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { readDatabaseClock, statusByClock } from './database-clock.ts';
import { currentAttemptMs } from './shown-duration.ts';

/** RunDetail is everything that is known of a run but its points and the bytes of its artifacts. */
export type RunDetail = {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  /** Null until there are accounts. */
  readonly owner: string | null;
  /** As a reader should see it: a run whose supervisor has long been silent is CRASHED. */
  readonly status: RunStatus;
  readonly attempt: number;
  readonly revision: number;
  readonly config: RunConfig;
  readonly configHash: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly environment: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly progress: RunProgress;
  readonly supervisor: string | null;
  readonly cancelRequested: boolean;
  /** The run whose config this one started from. */
  readonly clonedFrom: string | null;
  /** Workers, or training processes of theirs, that were lost over it, since a person last queued it. */
  readonly lostWorkers: number;
  /** Tries that failed, since a person last queued it, and how many are tried again. */
  readonly failures: number;
  readonly mostFailures: number;
  /** The sweep whose trial it is, its number there, from 0, and what of the sweep concerns it; null for a run of its own. */
  readonly sweepId: string | null;
  readonly trial: number | null;
  readonly sweepName: string | null;
  readonly sweepStatus: SweepStatus | null;
  /** A worker must have all of them to take the trial. */
  readonly sweepLabels: readonly string[];
  readonly createdAt: Date;
  /** Set while workers are to take the run or hold it, and kept when it crashed on one. */
  readonly queuedAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly heartbeatAt: Date | null;
  /** Sum over its attempts; of one that runs or was lost, until its last heartbeat. */
  readonly durationMs: number;
  /** Throughput of the last step; null before the first. */
  readonly imagesPerSecond: number | null;
  /** By metric name. */
  readonly summary: Readonly<Record<string, SeriesSummary>>;
  readonly artifacts: readonly ArtifactRow[];
  /** Bytes of the artifacts, also those that another run stores too; its points are not counted. */
  readonly sizeBytes: number;
};

/**
 * getRunDetail returns a run by its full id. Throws RunNotFoundError, also for a deleted one, or LatenError
 * (CONFIG_INVALID) when a newer Laten wrote its config.
 */
export async function getRunDetail(database: Database, runId: string): Promise<RunDetail> {
  const [run, clock] = await Promise.all([
    database.prisma.run.findUnique({ where: { id: runId, deletedAt: null }, include: detailOf }),
    readDatabaseClock(database),
  ]);
  if (!run) throw new RunNotFoundError(runId);
  return {
    id: run.id,
    name: run.name,
    experiment: run.experiment.name,
    owner: run.owner,
    status: statusByClock(run, clock),
    attempt: run.attempt,
    revision: run.revision,
    config: upgradeConfig({ configVersion: run.configVersion, config: run.config }),
    configHash: run.configHash,
    tags: run.tags,
    note: run.note,
    environment: run.environment as Record<string, unknown>,
    reason: run.reason,
    reasonCode: run.reasonCode,
    progress: {
      step: run.step,
      totalSteps: run.totalSteps,
      epoch: run.epoch,
      totalEpochs: run.totalEpochs,
    },
    supervisor: run.supervisor,
    cancelRequested: run.cancelRequestedAt !== null,
    clonedFrom: run.clonedFrom,
    lostWorkers: run.lostWorkers,
    failures: run.failures,
    mostFailures: run.mostFailures,
    sweepId: run.sweepId,
    trial: run.trial,
    sweepName: run.sweep?.name ?? null,
    sweepStatus: run.sweep?.status ?? null,
    sweepLabels: run.sweep?.labels ?? [],
    createdAt: run.createdAt,
    queuedAt: run.queuedAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    heartbeatAt: run.heartbeatAt,
    durationMs: run.durationMs + currentAttemptMs(run),
    imagesPerSecond: run.series.find((series) => series.name === 'images_per_second')?.last ?? null,
    summary: Object.fromEntries(run.series.map(({ name, ...summary }) => [name, summary])),
    artifacts: run.artifacts.map(toArtifactRow),
    sizeBytes: run.artifacts.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0),
  };
}

const detailOf = {
  experiment: { select: { name: true } },
  sweep: { select: { name: true, status: true, labels: true } },
  series: {
    orderBy: { name: 'asc' },
    select: {
      name: true,
      last: true,
      lastStep: true,
      min: true,
      max: true,
      best: true,
      bestStep: true,
      n: true,
      nonFiniteCount: true,
    },
  },
  artifacts: { orderBy: [{ step: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }] },
} as const satisfies Prisma.RunInclude;
