import type { RouterOutputs } from '../../trpc/client.tsx';

/** RunDetail is a run as the server describes it. */
export type RunDetail = RouterOutputs['runs']['get'];

/** RunArtifact describes a stored file of a run. */
export type RunArtifact = RunDetail['artifacts'][number];

/** epochAtStep returns the epoch whose last step this is, or null when the totals are not known. */
export function epochAtStep(
  step: number | null,
  { totalSteps, totalEpochs }: { totalSteps: number; totalEpochs: number },
): number | null {
  if (step === null || totalSteps <= 0 || totalEpochs <= 0) return null;
  return Math.round((step / totalSteps) * totalEpochs);
}

/** newestProgress is how far a run is: as its supervisor last said, or as its points show, which come more often. */
export function newestProgress({
  progress,
  summary,
}: Pick<RunDetail, 'progress' | 'summary'>): RunDetail['progress'] {
  const epochEnded = epochAtStep(summary.val_nelbo?.lastStep ?? null, progress) ?? 0;
  return {
    ...progress,
    step: Math.max(progress.step, summary.loss?.lastStep ?? 0),
    epoch: Math.max(progress.epoch, epochEnded),
  };
}

/** artifactAddress is where the bytes of an artifact are. With the checksum in it the browser may keep them for ever. */
export function artifactAddress({ id, sha256 }: Pick<RunArtifact, 'id' | 'sha256'>): string {
  return `/api/artifacts/${id}?sha256=${sha256}`;
}
