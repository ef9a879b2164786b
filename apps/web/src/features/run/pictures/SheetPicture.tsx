'use client';

import { Skeleton } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useFullScreen } from '../../../charts/use-full-screen.ts';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { ErrorState, messageOfError } from '../../../ui/ErrorState.tsx';
import { EpochSlider } from '../epoch/EpochSlider.tsx';
import { useSelectedEpoch } from '../epoch/SelectedEpoch.tsx';
import { pngOfCanvas } from './download.ts';
import { drawSheet, type ShadedImage } from './draw.ts';
import { ImageCanvas } from './ImageCanvas.tsx';
import { PictureFrame } from './PictureFrame.tsx';
import classes from './pictures.module.css';
import { type EpochPictureKind, type EpochPictures, epochsToPreload } from './prepare-pictures.ts';
import { fitScale } from './sprite-sheet.ts';
import { usePreload, useSheet } from './use-sheet.ts';
import { useWidth } from './use-width.ts';

/** On a full screen a sheet is as high as the screen lets it be, below title and axis. */
const ABOVE_AND_BELOW_PX = 150;

/** SheetPicture shows a whole sprite sheet of the epoch shown: the samples, or the grid of the prior. */
export function SheetPicture(props: {
  kind: Extract<EpochPictureKind, 'samples' | 'latent-grid'>;
  title: string;
  help: string;
  /** What the axes mean, below the picture. */
  axes?: string;
  runName: string;
  pictures: EpochPictures;
}): ReactNode {
  const { kind, title, help, axes, runName, pictures } = props;
  const { epochs, epoch, playing } = useSelectedEpoch();
  const { data: sheet, error, refetch, isPlaceholderData } = useSheet(pictures.find(kind, epoch));
  const loadedEpoch = useLoadedEpoch(epoch, !isPlaceholderData);
  usePreload(epochsToPreload(epochs, { epoch, playing }).map((next) => pictures.find(kind, next)));
  const screen = useFullScreen<HTMLElement>();
  const { ref, widthPx } = useWidth<HTMLDivElement>();
  const images = useMemo<readonly ShadedImage[]>(
    () => (sheet ? [{ image: sheet, shade: 'grey' }] : []),
    [sheet],
  );
  const availablePx = screen.active ? Math.min(widthPx, window.innerHeight - ABOVE_AND_BELOW_PX) : widthPx;
  const scale =
    sheet && widthPx > 0
      ? fitScale({ imagePx: sheet.width, availablePx, devicePixelRatio: window.devicePixelRatio })
      : 0;
  const at = loadedEpoch === null ? '' : t('epoch.value', { epoch: formatCount(loadedEpoch) });
  return (
    <PictureFrame
      title={title}
      help={help}
      fileName={`${runName} ${title} ${at}`}
      screen={screen}
      actions={screen.active ? <EpochSlider label={t('pictures.slider')} /> : null}
      toPng={() => pngOfCanvas(drawSheet([images], 1))}
    >
      <div ref={ref} className={classes.sheet}>
        {error && !sheet ? (
          <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} />
        ) : null}
        {!sheet && !error ? <Skeleton className={classes.sheetSkeleton} radius={6} /> : null}
        {scale > 0 ? (
          <div role="img" aria-label={t('pictures.sheet.label', { title, at, help })}>
            <ImageCanvas images={images} scale={scale} />
          </div>
        ) : null}
        {axes && sheet ? <p className={classes.axes}>{axes}</p> : null}
      </div>
    </PictureFrame>
  );
}

/** The epoch that the picture is of: while another one's is on its way, that of the picture before. */
function useLoadedEpoch(epoch: number | null, isLoaded: boolean): number | null {
  const [before, setBefore] = useState(epoch);
  if (isLoaded && before !== epoch) setBefore(epoch);
  return isLoaded ? epoch : before;
}
