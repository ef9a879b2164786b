'use client';

import { tileAt } from '@laten/shared';
import { type ReactNode, useEffect, useRef } from 'react';
import type { DecodedImage } from '../../decoder/decoder-protocol.ts';
import classes from './latent-card.module.css';
import type { ValidationSheet } from './use-validation-sheet.ts';

/** DecodedPicture shows a decoded image, pixel for pixel. */
export function DecodedPicture({ image, label }: { image: DecodedImage; label: string }): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const { pixels, width, height } = image;
  useEffect(() => {
    ref.current?.getContext('2d')?.putImageData(new ImageData(greyToRgba(pixels), width, height), 0, 0);
  }, [pixels, width, height]);
  return (
    <canvas
      ref={ref}
      width={width}
      height={height}
      className={classes.picture}
      role="img"
      aria-label={label}
    />
  );
}

/** SheetPicture shows one image of the validation sheet; `missing` when the sheet does not hold it. */
export function SheetPicture({
  sheet,
  index,
  label,
  missing,
}: {
  sheet: ValidationSheet;
  index: number;
  label: string;
  missing: ReactNode;
}): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const { bitmap, tile } = sheet;
  const { width, height } = tile;
  const corner = tileAt(index, bitmap, tile);
  const [x, y] = [corner?.x ?? 0, corner?.y ?? 0];
  useEffect(() => {
    ref.current?.getContext('2d')?.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
  }, [bitmap, x, y, width, height]);
  if (!corner) return missing;
  return (
    <canvas
      ref={ref}
      width={width}
      height={height}
      className={classes.picture}
      role="img"
      aria-label={label}
    />
  );
}

function greyToRgba(pixels: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  pixels.forEach((value, i) => {
    rgba.fill(value, i * 4, i * 4 + 3);
    rgba[i * 4 + 3] = 255;
  });
  return rgba;
}
