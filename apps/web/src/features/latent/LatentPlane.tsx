'use client';

import { findClassNames } from '@laten/shared';
import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { downloadBlob, safeFileName } from '../run/pictures/download.ts';
import { PictureFrame } from '../run/pictures/PictureFrame.tsx';
import type { RunDetail } from '../run/prepare-run.ts';
import { ClassLegend } from './ClassLegend.tsx';
import { ClassTable } from './ClassTable.tsx';
import { type ColorScheme, classColor } from './class-colors.ts';
import { plotToPng, readPlotColors } from './draw-plot.ts';
import { LatentCard } from './LatentCard.tsx';
import classes from './latent.module.css';
import { PlaneButtons, PlanePicker } from './PlaneControls.tsx';
import { PlanePlot } from './PlanePlot.tsx';
import type { PlaneChoice } from './plane.ts';
import { ZOOM_FACTOR } from './plane-keys.ts';
import { countUnplaced, type HiddenClasses } from './prepare-classes.ts';
import { findValidationSheet, type LatentEpoch } from './prepare-epochs.ts';
import { describePlane, describeSubject, helpOf, speak } from './prepare-texts.ts';
import { useDecodedImage, useDecoder } from './use-decoded-image.ts';
import { useFrameSize } from './use-frame-size.ts';
import type { LatentFrame } from './use-latent-frame.ts';
import { usePlaneCursor } from './use-plane-cursor.ts';
import { type PlaneModel, usePlaneModel } from './use-plane-model.ts';
import { useValidationSheet } from './use-validation-sheet.ts';
import type { FrameSize } from './view.ts';
import { writePointsCsv } from './write-csv.ts';

/** LatentPlaneProps are a run, an epoch of it with its latents, and which plane of them to show. */
export type LatentPlaneProps = {
  readonly run: Pick<RunDetail, 'name' | 'config' | 'artifacts'>;
  readonly shown: LatentEpoch;
  readonly frame: LatentFrame;
  readonly choice: PlaneChoice;
  /** What is drawn: the choice, or what was drawn before while the choice is worked out. */
  readonly drawn: PlaneChoice;
  onChoose(choice: PlaneChoice): void;
};

/** On a narrower frame names would hide the points; a person may still ask for them. */
const ROOM_FOR_NAMES_PX = 420;

/** LatentPlane is the plot with its legend, its card, and what one can do with them. */
export function LatentPlane({ run, shown, frame, choice, drawn, onChoose }: LatentPlaneProps): ReactNode {
  const scheme: ColorScheme = useComputedColorScheme('light');
  const still = useReducedMotion() ?? false;
  const ref = useRef<HTMLDivElement>(null);
  const size = useFrameSize(ref);
  const [hidden, setHidden] = useState<HiddenClasses>(new Set());
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const [wantsNames, setWantsNames] = useState<boolean | null>(null);
  const withNames = wantsNames ?? size.width >= ROOM_FOR_NAMES_PX;
  const classNames = useMemo(() => findClassNames(run.config.dataset), [run.config.dataset]);
  const { latents, epoch } = frame;
  const model = usePlaneModel({
    frame,
    choice: drawn,
    hidden,
    highlighted,
    scheme,
    size,
    classNames,
    withNames,
  });
  const pointer = usePlaneCursor(latents, model, size);
  const { target } = pointer;
  const card = useCard({ run, shown, z: target?.z ?? null });
  const subject = target && describeSubject({ target, latents, classNames, scheme });
  const title = t('latent.title.epoch', { epoch: formatCount(epoch) });
  const fileName = `${run.name} ${title} ${model.plane.xLabel} ${model.plane.yLabel ?? ''}`;

  const downloads = () =>
    makeDownloads({
      ...{ fileName, latents, model, hidden, scheme, size, classNames, plot: ref.current },
      heading: `${run.name} · ${title}`,
      projected: drawn.kind === 'pca',
    });
  const zoom = (direction: 1 | -1) =>
    pointer.command({ type: 'zoom', factor: direction > 0 ? ZOOM_FACTOR : 1 / ZOOM_FACTOR });

  return (
    <PictureFrame
      title={t('latent.title')}
      help={helpOf(model.plane, { choice: drawn, epoch, count: latents.count })}
      fileName={fileName}
      toPng={() => downloads().toPng()}
      actions={
        <PlaneButtons
          names={withNames}
          fitted={model.fitted}
          onZoom={zoom}
          onFit={model.showAll}
          onNames={setWantsNames}
          onCsv={() => downloads().saveCsv()}
        />
      }
    >
      {latents.latentDim > 2 ? (
        <PlanePicker
          choice={choice}
          latentDim={latents.latentDim}
          onChoose={(next) => {
            pointer.letGo();
            onChoose(next);
          }}
        />
      ) : null}
      <div className={classes.layout}>
        <PlanePlot
          {...{ frame: ref, size, view: model.view, points: model.points, overlay: model.overlay, still }}
          cursor={
            target && { at: target.at, onPoint: target.point !== null, color: subject?.image?.color ?? null }
          }
          summary={describePlane({
            count: latents.count,
            classes: model.classes.length,
            plane: model.plane,
            epoch,
          })}
          spoken={target?.byKeys && subject ? speak(subject) : ''}
          empty={countUnplaced(model.xy) === latents.count ? t('latent.empty') : null}
          change={model.change}
          near={card.wake}
          hover={pointer.hover}
          pick={pointer.pick}
          command={pointer.command}
        />
        <div className={classes.side}>
          <LatentCard
            {...{ subject, epoch, decoder: shown.decoder, decoded: card.decoded, sheet: card.sheet }}
            fileName={`${run.name} ${title}`}
            others={latents.latentDim > 2 ? t(`latent.card.others.${drawn.kind}`) : null}
          />
          <ClassLegend
            {...{ shown: model.classes, hidden, scheme }}
            onHide={setHidden}
            onHighlight={setHighlighted}
          />
        </div>
      </div>
      <Unplaced count={countUnplaced(model.xy)} />
      <ClassTable shown={model.classes} xLabel={model.plane.xLabel} yLabel={model.plane.yLabel} />
    </PictureFrame>
  );
}

/** The plot as a picture, and its points as a table, as they are shown. */
function makeDownloads(input: {
  heading: string;
  fileName: string;
  latents: LatentFrame['latents'];
  projected: boolean;
  model: PlaneModel;
  hidden: HiddenClasses;
  scheme: ColorScheme;
  size: FrameSize;
  classNames: readonly string[] | null;
  plot: HTMLElement | null;
}) {
  const { heading, fileName, latents, projected, model, hidden, scheme, size, classNames, plot } = input;
  const toPng = () =>
    plotToPng({
      title: heading,
      ...{ size, view: model.view, points: model.points, overlay: model.overlay },
      legend: model.classes
        .filter(({ label }) => !hidden.has(label))
        .map(({ name, label }) => ({ name, color: classColor(label, scheme) })),
      colors: readPlotColors(plot ?? document.body),
    });
  const saveCsv = () => {
    const { xy, plane, shown } = model;
    const csv = writePointsCsv({ latents, shown, xy, plane, projected, names: classNames });
    downloadBlob(new Blob([csv], { type: 'text/csv' }), `${safeFileName(fileName)}.csv`);
  };
  return { toPng, saveCsv };
}

/** Loads what the card shows, the heavy parts only once someone comes near. */
function useCard({ run, shown, z }: Pick<LatentPlaneProps, 'run' | 'shown'> & { z: Float32Array | null }) {
  const [awake, setAwake] = useState(false);
  const decoder = useDecoder();
  const decoded = useDecodedImage(decoder, shown.decoder, z);
  const sheetArtifact = useMemo(() => findValidationSheet(run.artifacts), [run.artifacts]);
  const sheet = useValidationSheet(sheetArtifact, awake);
  useEffect(() => {
    if (awake && shown.decoder) decoder.prepare(shown.decoder);
  }, [awake, decoder, shown.decoder]);
  return {
    decoded,
    sheet: sheetArtifact ? (sheet ?? ('loading' as const)) : ('none' as const),
    wake: () => setAwake(true),
  };
}

function Unplaced({ count }: { count: number }): ReactNode {
  if (count === 0) return null;
  return (
    <p className={classes.note}>
      {count === 1 ? t('latent.unplaced.one') : t('latent.unplaced.other', { count: formatCount(count) })}
    </p>
  );
}
