'use client';

import { SegmentedControl, Skeleton } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useFullScreen } from '../../../charts/use-full-screen.ts';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { ErrorState, messageOfError } from '../../../ui/ErrorState.tsx';
import { EpochSlider } from '../epoch/EpochSlider.tsx';
import { useSelectedEpoch } from '../epoch/SelectedEpoch.tsx';
import type { RunDetail } from '../prepare-run.ts';
import { Section } from '../Section.tsx';
import { ERROR_SCALE_CSS } from './colour-scale.ts';
import { pngOfCanvas } from './download.ts';
import { drawSheet } from './draw.ts';
import { EnlargedImage } from './EnlargedImage.tsx';
import { ImageGrid } from './ImageGrid.tsx';
import { NoPictures } from './NoPictures.tsx';
import { PictureFrame } from './PictureFrame.tsx';
import classes from './pictures.module.css';
import { orderPlaces, type PictureMode, pictureModes, prepareCells } from './prepare-cells.ts';
import type { EpochPictures, ImageOrder } from './prepare-pictures.ts';
import { SHEET_COLUMNS } from './sprite-sheet.ts';
import { type FixedImage, type FixedImages, useFixedImages } from './use-fixed-images.ts';

const SKELETON_PX = 420;

const helpKeys = {
  measured: 'pictures.help',
  unmeasured: 'pictures.help.unmeasured',
  unreadable: 'pictures.help.unreadable',
} as const;

/** Reconstructions shows the fixed images beside what the model makes of them, epoch by epoch. */
export function Reconstructions({ run, pictures }: { run: RunDetail; pictures: EpochPictures }): ReactNode {
  const fixed = useFixedImages(run, pictures);
  const { images, loading, error, retry } = fixed;
  const begun = pictures.epochs.length > 0;
  return (
    <Section id="reconstructions" aside={<EpochSlider label={t('pictures.slider')} />}>
      {begun ? null : <NoPictures run={run} />}
      {error ? <ErrorState message={messageOfError(error)} onRetry={retry} /> : null}
      {loading && images.length === 0 && !error ? <Skeleton height={SKELETON_PX} radius={8} /> : null}
      {images.length > 0 ? <FixedImagesFigure run={run} fixed={fixed} begun={begun} /> : null}
    </Section>
  );
}

function FixedImagesFigure(props: { run: RunDetail; fixed: FixedImages; begun: boolean }): ReactNode {
  const { run, fixed, begun } = props;
  const { images, epoch, measurement } = fixed;
  const screen = useFullScreen<HTMLElement>();
  const [mode, setMode] = useState<PictureMode>('pair');
  const [order, setOrder] = useState<ImageOrder>('place');
  const [open, setOpen] = useState<number | null>(null);
  const places = useSteadyOrder(images, order);
  const cells = useMemo(() => prepareCells(images, { places, mode }), [images, places, mode]);
  const opened = images.find(({ numbers }) => numbers.place === open);
  const walk = (by: number) =>
    setOpen((place) => (place === null ? null : placeBeside({ places, place, by })));
  const title =
    begun && epoch !== null ? t('pictures.title', { epoch: formatCount(epoch) }) : t('pictures.evaluation');
  return (
    <PictureFrame
      title={title}
      help={begun ? t(helpKeys[measurement]) : t('pictures.help.before')}
      fileName={`${run.name} ${title}`}
      screen={screen}
      actions={screen.active ? <EpochSlider label={t('pictures.slider')} /> : null}
      toPng={() =>
        pngOfCanvas(
          drawSheet(
            cells.map((cell) => cell.images),
            SHEET_COLUMNS,
          ),
        )
      }
    >
      {begun ? (
        <Controls
          mode={mode}
          onMode={setMode}
          order={order}
          onOrder={setOrder}
          classes={hasClasses(images)}
        />
      ) : null}
      {mode === 'error' && begun ? <ErrorLegend /> : null}
      <ImageGrid cells={cells} label={title} fullScreen={screen.active} onOpen={setOpen} />
      {opened ? (
        <EnlargedImage
          image={opened}
          fileName={`${run.name} ${title}`}
          onWalk={walk}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </PictureFrame>
  );
}

/** The order of the images at the epoch shown. While a film plays it stays as it was: images that jump cannot be watched. */
function useSteadyOrder(images: readonly FixedImage[], order: ImageOrder): readonly number[] {
  const { playing } = useSelectedEpoch();
  const now = useMemo(() => orderPlaces(images, order), [images, order]);
  const [steady, setSteady] = useState({ order, places: now });
  const keep = playing && steady.order === order && steady.places.length === now.length;
  if (!keep && steady.places !== now) setSteady({ order, places: now });
  return keep ? steady.places : now;
}

function placeBeside(input: { places: readonly number[]; place: number; by: number }): number {
  const { places, place, by } = input;
  return places[(places.indexOf(place) + by + places.length) % places.length] ?? place;
}

function hasClasses(images: readonly FixedImage[]): boolean {
  return images.some(({ numbers }) => numbers.label !== null);
}

function Controls(props: {
  mode: PictureMode;
  onMode: (mode: PictureMode) => void;
  order: ImageOrder;
  onOrder: (order: ImageOrder) => void;
  /** Whether the classes of the images are known. */
  classes: boolean;
}): ReactNode {
  const orders: readonly ImageOrder[] = ['place', 'error', 'class'];
  return (
    <div className={classes.controls}>
      <SegmentedControl<PictureMode>
        size="xs"
        aria-label={t('pictures.show')}
        value={props.mode}
        onChange={props.onMode}
        data={pictureModes.map((value) => ({ value, label: t(`pictures.show.${value}`) }))}
      />
      <SegmentedControl<ImageOrder>
        size="xs"
        aria-label={t('pictures.sort')}
        value={props.order}
        onChange={props.onOrder}
        data={orders.map((value) => ({
          value,
          label: t(`pictures.sort.${value}`),
          disabled: value === 'class' && !props.classes,
        }))}
      />
    </div>
  );
}

function ErrorLegend(): ReactNode {
  return (
    <div className={classes.legend}>
      <span>{t('pictures.error.none')}</span>
      <span className={classes.legendScale} style={{ background: ERROR_SCALE_CSS }} aria-hidden="true" />
      <span>{t('pictures.error.most')}</span>
    </div>
  );
}
