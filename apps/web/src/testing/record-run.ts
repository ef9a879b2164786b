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
};

const finished = { status: 'FINISHED', reason: null, reasonCode: null } as const;

/** recordRun records a run of two epochs of eight steps through the real store and returns its id. */
export async function recordRun(database: Database, run: RecordedRun = {}): Promise<string> {
  const store = createPostgresRecordingStore(database);
  const start = newRunStart({ runId: run.runId ?? createId() });
  const config = resolveConfig({ preset: 'tiny', overrides: run.overrides, defaultThreads: 1 });
  const { name, environment } = { ...start.create, ...run };
  const create = start.create && {
    ...start.create,
    config,
    name: name ?? '',
    environment: environment ?? {},
  };
  const attempt = await store.beginAttempt({ ...start, create });
  for (const [name, pairs] of Object.entries(run.points ?? {}))
    await store.writePoints(pointBatch(attempt, name, pairs));
  for (const artifact of run.artifacts ?? []) await store.writeArtifact({ ...attempt, artifact });
  const progress = { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 };
  if (run.outcome === null) await store.beat({ ...attempt, progress: { ...progress, step: 8, epoch: 1 } });
  else
    await store.endAttempt({
      ...attempt,
      outcome: { ...finished, ...run.outcome, progress, durationMs: 61_000 },
    });
  return start.runId;
}
