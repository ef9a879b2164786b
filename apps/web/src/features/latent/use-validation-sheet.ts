'use client';

import { findTileSize, type ImageSize } from '@laten/shared';
import { useQuery } from '@tanstack/react-query';
import { artifactAddress, type RunArtifact } from '../run/prepare-run.ts';

/** ValidationSheet is the picture of the validation images, and the size of one. */
export type ValidationSheet = { readonly bitmap: ImageBitmap; readonly tile: ImageSize };

/** useValidationSheet loads the picture once it is wanted: it is a few megabytes. Null while it loads, or when it is not what it should be. */
export function useValidationSheet(artifact: RunArtifact | null, wanted: boolean): ValidationSheet | null {
  const { data } = useQuery({
    queryKey: ['validation-sheet', artifact?.sha256],
    queryFn: () => (artifact ? loadSheet(artifact) : null),
    enabled: wanted && artifact !== null,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: 1,
  });
  return data ?? null;
}

async function loadSheet(artifact: RunArtifact): Promise<ValidationSheet> {
  const response = await fetch(artifactAddress(artifact));
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const bytes = await response.arrayBuffer();
  const tile = findTileSize(new Uint8Array(bytes));
  if (!tile) throw new Error('The picture of the validation images does not say how large one is.');
  return { bitmap: await createImageBitmap(new Blob([bytes], { type: 'image/png' })), tile };
}
