'use client';

import { isLatenError } from '@laten/shared';
import { Button } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { EpochSlider } from '../run/epoch/EpochSlider.tsx';
import { nearestEpoch } from '../run/epoch/epoch-choice.ts';
import { useSelectedEpoch } from '../run/epoch/SelectedEpoch.tsx';
import type { RunDetail } from '../run/prepare-run.ts';
import { Section } from '../run/Section.tsx';
import { LatentPlane } from './LatentPlane.tsx';
import classes from './latent.module.css';
import { choiceToDraw, firstChoice, type PlaneChoice } from './plane.ts';
import { type LatentEpoch, prepareEpochs } from './prepare-epochs.ts';
import { type LatentFrame, useLatentFrame } from './use-latent-frame.ts';

/** LatentSection shows where the encoder puts the validation images, in the epoch that the page shows. */
export function LatentSection({ run }: { run: RunDetail }): ReactNode {
  const { epoch: chosen } = useSelectedEpoch();
  const epochs = useMemo(() => prepareEpochs(run.artifacts), [run.artifacts]);
  const wanted = nearestEpoch(
    epochs.map(({ epoch }) => epoch),
    chosen ?? Number.POSITIVE_INFINITY,
  );
  const shown = epochs.find(({ epoch }) => epoch === wanted) ?? epochs.at(-1);
  return (
    <Section id="latent" aside={shown ? <EpochSlider label={t('latent.slider')} /> : undefined}>
      {shown ? (
        <>
          <OtherEpoch chosen={chosen} shown={shown.epoch} isTraining={run.status === 'RUNNING'} />
          <ShownEpoch run={run} epochs={epochs} shown={shown} />
        </>
      ) : null}
    </Section>
  );
}

/** The points of an epoch are there before its pictures are. */
function OtherEpoch({
  chosen,
  shown,
  isTraining,
}: {
  chosen: number | null;
  shown: number;
  isTraining: boolean;
}): ReactNode {
  if (chosen === null || chosen === shown) return null;
  const why = isTraining && chosen > shown ? 'latent.comingEpoch' : 'latent.otherEpoch';
  return <p className={classes.note}>{t(why, { chosen: formatCount(chosen), shown: formatCount(shown) })}</p>;
}

function ShownEpoch({
  run,
  epochs,
  shown,
}: {
  run: RunDetail;
  epochs: readonly LatentEpoch[];
  shown: LatentEpoch;
}): ReactNode {
  const [choice, setChoice] = useState(() => firstChoice(run.config.latentDim));
  const withPca = choice.kind === 'pca';
  const { data: frame, error, refetch, isPlaceholderData } = useLatentFrame({ epochs, shown, withPca });
  const drawn = useDrawnChoice(choice, frame);
  const epoch = formatCount(shown.epoch);
  if (error) {
    const damaged = isLatenError(error);
    return (
      <Problem
        text={damaged ? t('latent.damaged', { epoch }) : t('latent.unreachable', { epoch })}
        action={damaged ? null : { label: t('error.retry'), run: () => void refetch() }}
      />
    );
  }
  if (!frame) return <div className={classes.loading}>{t('latent.loading', { epoch })}</div>;
  if (withPca && !frame.pca && !isPlaceholderData) {
    const showAxes = () => setChoice({ kind: 'axes', x: 0, y: 1 });
    return <Problem text={t('latent.pcaFailed')} action={{ label: t('latent.plane.axes'), run: showAxes }} />;
  }
  return <LatentPlane {...{ run, shown, frame, choice, drawn }} onChoose={setChoice} />;
}

/** What the plane draws: what it drew before, until all is there for what was chosen. */
function useDrawnChoice(chosen: PlaneChoice, frame: LatentFrame | undefined): PlaneChoice {
  const [before, setBefore] = useState(chosen);
  const drawn = choiceToDraw(chosen, { before, hasPca: Boolean(frame?.pca) });
  if (drawn !== before) setBefore(drawn);
  return drawn;
}

function Problem({
  text,
  action,
}: {
  text: string;
  action: { label: string; run: () => void } | null;
}): ReactNode {
  return (
    <div className={classes.problem} role="alert">
      <p>{text}</p>
      {action ? (
        <Button variant="default" size="xs" onClick={action.run}>
          {action.label}
        </Button>
      ) : null}
    </div>
  );
}
