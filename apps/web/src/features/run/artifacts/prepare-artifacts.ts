import { artifactKinds } from '@laten/shared';
import type { RunArtifact } from '../prepare-run.ts';

/** ArtifactGroup is the files of one epoch, or of the run as a whole. */
export type ArtifactGroup = {
  readonly epoch: number | null;
  readonly artifacts: readonly RunArtifact[];
};

/** ArtifactKindCount says how many files of a kind there are. */
export type ArtifactKindCount = { readonly kind: RunArtifact['kind']; readonly count: number };

/** groupArtifacts puts what belongs to the whole run first, then the newest epoch; inside, the newest step, then by name. */
export function groupArtifacts(artifacts: readonly RunArtifact[]): ArtifactGroup[] {
  const byEpoch = Map.groupBy(artifacts, ({ epoch }) => epoch);
  const rank = (epoch: number | null) => epoch ?? Number.POSITIVE_INFINITY;
  return [...byEpoch]
    .sort(([a], [b]) => (a === b ? 0 : rank(b) - rank(a)))
    .map(([epoch, members]) => ({
      epoch,
      artifacts: members.toSorted((a, b) => (b.step ?? 0) - (a.step ?? 0) || a.name.localeCompare(b.name)),
    }));
}

/** countKinds lists the kinds that there are, in the order of the kinds themselves. */
export function countKinds(artifacts: readonly RunArtifact[]): ArtifactKindCount[] {
  return artifactKinds
    .map((kind) => ({ kind, count: artifacts.filter((artifact) => artifact.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

/** sumSizes adds up the sizes of files. Files with the same bytes are stored once, so that the disk may hold less. */
export function sumSizes(artifacts: readonly RunArtifact[]): number {
  return artifacts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
