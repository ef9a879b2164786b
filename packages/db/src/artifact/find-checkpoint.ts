import { RANKING_METRIC } from '@laten/shared';
import type { Database } from '../database.ts';
import { type ArtifactRow, toArtifactRow } from './list-artifacts.ts';

/** CheckpointQuery asks for the newest checkpoint, up to a step when one is given, or for that of the best epoch. */
export type CheckpointQuery = {
  readonly runId: string;
  readonly which: 'latest' | 'best';
  /** For `latest`: not beyond this step. (Default: no bound.) */
  readonly throughStep?: number;
};

/** findCheckpoint describes a checkpoint of a run, or returns null when there is none. Best is by the ranking metric. */
export async function findCheckpoint(
  database: Database,
  { runId, which, throughStep }: CheckpointQuery,
): Promise<ArtifactRow | null> {
  const step = which === 'best' ? await findBestStep(database, runId) : { lte: throughStep, not: null };
  if (step === null) return null;
  const artifact = await database.prisma.artifact.findFirst({
    where: { runId, kind: 'checkpoint', step },
    orderBy: { step: 'desc' },
  });
  return artifact && toArtifactRow(artifact);
}

async function findBestStep({ prisma }: Database, runId: string): Promise<number | null> {
  const series = await prisma.series.findUnique({
    where: { runId_name: { runId, name: RANKING_METRIC } },
    select: { bestStep: true },
  });
  return series?.bestStep ?? null;
}
