'use client';

import { decodeLatents, type Latents } from '@laten/shared';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { openWorkerLine, type WorkerLine } from '../../decoder/ask-worker.ts';
import { artifactAddress } from '../run/prepare-run.ts';
import { alignPca, type Pca, type PcaInput } from './pca.ts';
import { MOST_COMPONENTS } from './plane.ts';
import type { LatentEpoch } from './prepare-epochs.ts';

/** LatentFrame is an epoch's latents, and their principal components where they were asked for. */
export type LatentFrame = {
  readonly epoch: number;
  readonly key: string;
  readonly latents: Latents;
  readonly pca: Pca | null;
};

/** So many of the epochs that come next are loaded ahead. */
const EPOCHS_AHEAD = 2;
const KEPT_MS = 5 * 60_000;

type PcaFinder = (frame: Pick<LatentFrame, 'epoch' | 'key' | 'latents'>) => Promise<Pca | null>;

/** useLatentFrame loads the latents of an epoch, and those of the next ones ahead. While one loads, the one before stays. */
export function useLatentFrame({
  epochs,
  shown,
  withPca,
}: {
  epochs: readonly LatentEpoch[];
  shown: LatentEpoch;
  withPca: boolean;
}) {
  const queryClient = useQueryClient();
  const findPca = usePcaFinder();
  const frameOptions = (epoch: LatentEpoch) => latentFrameOptions(epoch, withPca ? findPca : null);
  const query = useQuery({ ...frameOptions(shown), placeholderData: keepPreviousData });
  const ready = query.data?.key === shown.latents.sha256;
  useEffect(() => {
    if (!ready) return;
    const at = epochs.indexOf(shown);
    for (const epoch of epochs.slice(at + 1, at + 1 + EPOCHS_AHEAD)) {
      void queryClient.prefetchQuery(latentFrameOptions(epoch, withPca ? findPca : null));
    }
  }, [epochs, shown, ready, withPca, findPca, queryClient]);
  return query;
}

function latentFrameOptions({ epoch, latents: artifact }: LatentEpoch, findPca: PcaFinder | null) {
  return queryOptions({
    queryKey: ['latent-frame', artifact.sha256, findPca !== null],
    queryFn: async ({ signal }): Promise<LatentFrame> => {
      const response = await fetch(artifactAddress(artifact), { signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const latents = decodeLatents(new Uint8Array(await response.arrayBuffer()));
      const frame = { epoch, key: artifact.sha256, latents };
      return { ...frame, pca: findPca ? await findPca(frame) : null };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
    retry: 1,
    // Comparing old and new arrays number by number would cost more than it saves.
    structuralSharing: false,
  });
}

/** Finds components in a worker and turns them like those of the nearest epoch that is known. */
function usePcaFinder(): PcaFinder {
  const [{ line, findPca }] = useState(createPcaFinder);
  useEffect(() => line.close, [line]);
  return findPca;
}

function createPcaFinder(): { line: WorkerLine<PcaInput, Pca | null>; findPca: PcaFinder } {
  const line = openWorkerLine<PcaInput, Pca | null>(startPcaWorker);
  const known = new Map<string, { epoch: number; pca: Pca }>();
  const findPca: PcaFinder = async ({ epoch, key, latents: { zMean, count, latentDim, labels } }) => {
    const pca = await line.ask({ zMean, count, latentDim, labels, components: MOST_COMPONENTS });
    if (!pca) return null;
    const distance = (other: { epoch: number }) => Math.abs(other.epoch - epoch);
    const [nearest] = [...known.values()].sort((a, b) => distance(a) - distance(b));
    const aligned = nearest ? alignPca(pca, nearest.pca) : pca;
    known.set(key, { epoch, pca: aligned });
    return aligned;
  };
  return { line, findPca };
}

function startPcaWorker(): Worker {
  return new Worker(new URL('./pca.worker.ts', import.meta.url), { type: 'module', name: 'laten-pca' });
}
