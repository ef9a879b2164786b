import { createPostgresRecordingStore, type Database } from '@laten/db/rows';
import {
  type ConfigOverrides,
  createId,
  type NewArtifact,
  type RunOutcome,
  resolveConfig,
} from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';

/** RecordedRun is what a test wants to have been recorded. Points are pairs of step and value, by metric. */
export type RecordedRun = {
  readonly name?: string;
  readonly runId?: string;
  /** What differs from the preset `tiny`. */
  readonly overrides?: ConfigOverrides;
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly points?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly artifacts?: readonly NewArtifact[];
  /** How the run ended; null while it runs. (Default: FINISHED.) */
  readonly outcome?: Pick<RunOutcome, 'status' | 'reason' | 'reasonCode'> | null;
  /** (Default: both of an ended run, one of a running one.) */
  readonly epochsDone?: number;
};

const finished = { status: 'FINISHED', reason: null, reasonCode: null } as const;

/** recordRun records a run of two epochs of eight steps through the real store and returns its id. */
export async function recordRun(database: Database, run: RecordedRun = {}): Promise<string> {
  const store = createPostgresRecordingStore(database);
  const start = newRunStart({ runId: run.runId ?? createId() });
  const config = resolveConfig({ preset: 'tiny', overrides: run.overrides, defaultThreads: 1 });
  const create = start.create && {
    ...start.create,
    config,
    name: run.name ?? start.create.name,
    environment: run.environment ?? start.create.environment,
  };
  const attempt = await store.beginAttempt({ ...start, create });
  for (const [name, pairs] of Object.entries(run.points ?? {}))
    await store.writePoints(pointBatch(attempt, name, pairs));
  for (const artifact of run.artifacts ?? []) await store.writeArtifact({ ...attempt, artifact });
  const epoch = run.epochsDone ?? (run.outcome === null ? 1 : 2);
  const progress = { step: epoch * 8, totalSteps: 16, epoch, totalEpochs: 2 };
  if (run.outcome === null) await store.beat({ ...attempt, progress });
  else
    await store.endAttempt({
      ...attempt,
      outcome: { ...finished, ...run.outcome, progress, durationMs: 61_000 },
    });
  return start.runId;
}
