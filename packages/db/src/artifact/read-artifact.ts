import { isId } from '@laten/shared';
import type { BlobStore } from '../blob/blob-store.ts';
import { createPostgresBlobStore } from '../blob/postgres-blob-store.ts';
import type { Database } from '../database.ts';
import { BlobDamagedError } from '../errors.ts';
import { type ArtifactRow, toArtifactRow } from './list-artifacts.ts';

/** ArtifactFile is an artifact with its bytes. */
export type ArtifactFile = { readonly artifact: ArtifactRow; readonly bytes: Uint8Array };

/** findArtifact describes an artifact by its id, or returns null; text that is no id matches nothing, nor does a deleted run's. */
export async function findArtifact({ prisma }: Database, id: string): Promise<ArtifactRow | null> {
  const artifact = isId(id)
    ? await prisma.artifact.findUnique({ where: { id, run: { deletedAt: null } } })
    : null;
  return artifact && toArtifactRow(artifact);
}

/** readArtifact returns an artifact with its bytes, or null when there is none. Throws BlobDamagedError. */
export async function readArtifact(
  database: Database,
  { id, blobs = createPostgresBlobStore(database) }: { id: string; blobs?: BlobStore },
): Promise<ArtifactFile | null> {
  const artifact = await findArtifact(database, id);
  if (!artifact) return null;
  const bytes = await blobs.get(artifact.sha256);
  if (!bytes) throw new BlobDamagedError(artifact.sha256);
  return { artifact, bytes };
}
