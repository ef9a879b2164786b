import type { ArtifactKind } from '@laten/shared';
import type { Database } from '../database.ts';
import type { Artifact } from '../generated/prisma/client.ts';

/** ArtifactRow describes a stored file without its bytes. */
export type ArtifactRow = {
  readonly id: string;
  readonly runId: string;
  readonly attempt: number;
  readonly name: string;
  readonly kind: ArtifactKind;
  readonly step: number | null;
  readonly epoch: number | null;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly createdAt: Date;
};

/** listArtifacts returns a run's artifacts by step, those without a step first. `kind` and `name` narrow the list. */
export async function listArtifacts(
  { prisma }: Database,
  { runId, kind, name }: { runId: string; kind?: ArtifactKind; name?: string },
): Promise<ArtifactRow[]> {
  const artifacts = await prisma.artifact.findMany({
    where: { runId, kind, name },
    orderBy: [{ step: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }],
  });
  return artifacts.map(toArtifactRow);
}

/** toArtifactRow drops what only the database needs, and makes the size a number. */
export function toArtifactRow({ revision: _revision, ...artifact }: Artifact): ArtifactRow {
  return { ...artifact, kind: artifact.kind as ArtifactKind, sizeBytes: Number(artifact.sizeBytes) };
}
