'use client';

import { isRunEnded } from '@laten/shared';
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { lazyPart } from '../../ui/lazy.tsx';
import { newestProgress, type RunDetail } from './prepare-run.ts';
import classes from './run.module.css';
import { Section } from './Section.tsx';

const PLANE_PX = 560;

/** The latent plane's drawing and decoding are large: loaded only where there is something to draw. */
const LatentSection = lazyPart(
  () => import('../latent/LatentSection.tsx').then((module) => module.LatentSection),
  LatentSkeleton,
);

/** LatentPart shows the latent space of a run that has stored one, or says why there is none. */
export function LatentPart({ run }: { run: RunDetail }): ReactNode {
  if (run.artifacts.some(({ kind }) => kind === 'latents')) return <LatentSection run={run} />;
  return (
    <Section id="latent">
      <p className={classes.nothing}>{reasonFor(run)}</p>
    </Section>
  );
}

function reasonFor(run: RunDetail): string {
  if (!isRunEnded(run.status)) return t('run.noLatents.running');
  return newestProgress(run).epoch > 0 ? t('run.noLatents') : t('run.noLatents.ended');
}

function LatentSkeleton(): ReactNode {
  return (
    <Section id="latent">
      <Skeleton height={PLANE_PX} radius={8} />
    </Section>
  );
}
