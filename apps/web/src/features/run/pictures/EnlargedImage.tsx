'use client';

import { IconChevronLeft, IconChevronRight, IconDownload, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { t } from '../../../messages/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { pngOfCanvas } from './download.ts';
import { drawSheet, type ShadedImage } from './draw.ts';
import { ImageCanvas } from './ImageCanvas.tsx';
import { listImageFacts, nameOfImage, writeIdentity } from './image-words.ts';
import classes from './pictures.module.css';
import { savePng } from './save-png.ts';
import { fitScale } from './sprite-sheet.ts';
import type { FixedImage } from './use-fixed-images.ts';

const LARGEST_PX = 280;
/** Three beside each other, with the dialog's own borders. */
const BORDERS_PX = 96;

/**
 * EnlargedImage shows one image large, with its reconstruction, their difference and its numbers. The arrow keys walk
 * through the images, Escape closes. A native dialog: it holds the focus, and stands above a full screen too.
 */
export function EnlargedImage({
  image,
  fileName,
  onWalk,
  onClose,
}: {
  image: FixedImage;
  /** Name of the downloaded PNG, in words, but for that of the image. */
  fileName: string;
  onWalk: (places: number) => void;
  onClose: () => void;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const name = nameOfImage(image.numbers);
  const save = () => {
    const images = picturesOf(image).flatMap((picture) => picture.images);
    void savePng(() => pngOfCanvas(drawSheet([images], 1)), `${fileName} ${writeIdentity(image.numbers)}`);
  };
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const walkByKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') onWalk(-1);
    if (event.key === 'ArrowRight') onWalk(1);
  };
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onKeyDown={walkByKey}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={classes.dialogBody}>
        <header className={classes.dialogHead}>
          <h3 id={titleId} aria-live="polite">
            {name}
          </h3>
          <div className={classes.walk}>
            <IconButton size="lg" label={t('image.previous')} onClick={() => onWalk(-1)}>
              <IconChevronLeft size={18} />
            </IconButton>
            <IconButton size="lg" label={t('image.next')} onClick={() => onWalk(1)}>
              <IconChevronRight size={18} />
            </IconButton>
            <IconButton size="lg" label={t('frame.png', { title: name })} onClick={save}>
              <IconDownload size={18} />
            </IconButton>
            <IconButton size="lg" label={t('image.close')} onClick={onClose}>
              <IconX size={18} />
            </IconButton>
          </div>
        </header>
        <LargeImages image={image} />
        <dl className={classes.imageFacts}>
          {listImageFacts(image.numbers).map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </dialog>
  );
}

function LargeImages({ image }: { image: FixedImage }): ReactNode {
  const shown = useMemo(() => picturesOf(image), [image]);
  const scale = fitScale({
    imagePx: image.original.width,
    availablePx: Math.min(LARGEST_PX, (window.innerWidth - BORDERS_PX) / shown.length),
    devicePixelRatio: window.devicePixelRatio,
  });
  return (
    <div className={classes.large}>
      {shown.map(({ caption, images }) => (
        <figure key={caption}>
          <ImageCanvas images={images} scale={scale} />
          <figcaption>{caption}</figcaption>
        </figure>
      ))}
    </div>
  );
}

function picturesOf({ original, reconstruction, difference }: FixedImage) {
  return [
    { caption: t('pictures.show.original'), images: shaded(original, 'grey') },
    { caption: t('pictures.show.reconstruction'), images: shaded(reconstruction, 'grey') },
    { caption: t('pictures.show.error'), images: shaded(difference, 'error') },
  ].filter(({ images }) => images.length > 0);
}

function shaded(image: ShadedImage['image'] | null, shade: ShadedImage['shade']): ShadedImage[] {
  return image ? [{ image, shade }] : [];
}
