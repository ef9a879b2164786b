'use client';

import { memo, type ReactNode, useLayoutEffect, useRef } from 'react';
import { drawSideBySide, type ShadedImage, sizeSideBySide } from './draw.ts';
import classes from './pictures.module.css';

/** ImageCanvas draws images side by side, so many CSS pixels to a pixel. What it shows is said beside it. */
export const ImageCanvas = memo(function ImageCanvas({
  images,
  scale,
}: {
  images: readonly ShadedImage[];
  scale: number;
}): ReactNode {
  const ref = useRef<HTMLCanvasElement>(null);
  const { width, height } = sizeSideBySide(images);
  useLayoutEffect(() => {
    if (ref.current) drawSideBySide(ref.current, images);
  }, [images]);
  return (
    <canvas
      ref={ref}
      className={classes.canvas}
      data-reduced={scale < 1 || undefined}
      style={{ width: width * scale, height: height * scale }}
    />
  );
});
