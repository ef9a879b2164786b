'use client';

import { parseImageEvaluations } from '@laten/shared';
import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { artifactAddress, type RunArtifact } from '../prepare-run.ts';
import type { GreyImage } from './sprite-sheet.ts';

/** Stored pictures and numbers, read by their checksum: what has been read once stays right. */

const KEPT_MS = 120_000;

/** useSheet reads and decodes a sprite sheet. While another is on its way, the one before stays. */
export function useSheet(artifact: RunArtifact | null) {
  return useQuery({ ...sheetQuery(artifact), placeholderData: keepPreviousData });
}

/** useImageEvaluations reads the numbers of the fixed images at an epoch. */
export function useImageEvaluations(artifact: RunArtifact | null) {
  return useQuery({
    ...evaluationsQuery(artifact),
    placeholderData: artifact ? keepPreviousData : undefined,
  });
}

/** usePreload reads what will be looked at next, so that a film does not wait. */
export function usePreload(artifacts: readonly (RunArtifact | null)[]): void {
  const queryClient = useQueryClient();
  const addresses = artifacts.map((artifact) => artifact && artifactAddress(artifact)).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is a new one in every render, its addresses are not
  useEffect(() => {
    for (const artifact of artifacts) if (artifact) void preload(queryClient, artifact);
  }, [queryClient, addresses]);
}

function preload(queryClient: QueryClient, artifact: RunArtifact): Promise<void> {
  return artifact.kind === 'evaluation'
    ? queryClient.prefetchQuery(evaluationsQuery(artifact))
    : queryClient.prefetchQuery(sheetQuery(artifact));
}

function sheetQuery(artifact: RunArtifact | null) {
  return queryOptions({
    queryKey: ['sheet', artifact?.sha256],
    queryFn: ({ signal }) => readSheet(artifact, signal),
    enabled: artifact !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
  });
}

function evaluationsQuery(artifact: RunArtifact | null) {
  return queryOptions({
    queryKey: ['image-evaluations', artifact?.sha256],
    queryFn: async ({ signal }) => parseImageEvaluations(await (await readArtifact(artifact, signal)).text()),
    enabled: artifact !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
  });
}

async function readArtifact(artifact: RunArtifact | null, signal: AbortSignal): Promise<Response> {
  if (!artifact) throw new Error('There is no artifact to read.');
  const response = await fetch(artifactAddress(artifact), { signal });
  if (!response.ok) throw new Error((await response.text()).trim());
  return response;
}

/** Grey values as they are stored: no colour management, and of the four channels the first. */
async function readSheet(artifact: RunArtifact | null, signal: AbortSignal): Promise<GreyImage> {
  const blob = await (await readArtifact(artifact, signal)).blob();
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return {
    width,
    height,
    pixels: Uint8ClampedArray.from({ length: width * height }, (_, i) => data[i * 4] ?? 0),
  };
}
