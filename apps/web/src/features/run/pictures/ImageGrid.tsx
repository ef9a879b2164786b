'use client';

import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { ShadedImage } from './draw.ts';
import { CELL_GAP_PX, layOutGrid, placeByKey } from './grid-layout.ts';
import { ImageCanvas } from './ImageCanvas.tsx';
import classes from './pictures.module.css';
import { useWidth } from './use-width.ts';

/** A narrower cell has no room for a name beside the number. */
const NAMED_CELL_PX = 84;

/** ImageCell is what the grid shows of one image. */
export type ImageCell = {
  readonly place: number;
  readonly images: readonly ShadedImage[];
  readonly name: string;
  readonly value: string | null;
  /** All of it in a sentence. */
  readonly description: string;
};

/** ImageGrid shows images as buttons: one stop for the Tab key, arrow keys inside, Enter enlarges. */
export function ImageGrid({
  cells,
  label,
  fullScreen,
  onOpen,
}: {
  cells: readonly ImageCell[];
  label: string;
  fullScreen: boolean;
  onOpen: (place: number) => void;
}): ReactNode {
  const { ref, widthPx } = useWidth<HTMLUListElement>();
  const [reached, setReached] = useState(0);
  const buttons = useRef(new Map<number, HTMLButtonElement>());
  const first = cells[0]?.images ?? [];
  const layout = layOutGrid({
    widthPx,
    imagePx: first[0]?.image.width ?? 1,
    imagesPerCell: first.length,
    devicePixelRatio: typeof window === 'undefined' ? 1 : window.devicePixelRatio,
    fullScreen,
  });
  const move = (event: KeyboardEvent, at: number) => {
    const to = placeByKey(event.key, at, { count: cells.length, columns: layout.columns });
    if (to === null) return;
    event.preventDefault();
    buttons.current.get(to)?.focus();
  };
  const named = layout.cellPx >= NAMED_CELL_PX;
  const tabStop = Math.min(reached, cells.length - 1);
  return (
    <ul
      ref={ref}
      className={classes.grid}
      aria-label={label}
      style={{ gap: `12px ${CELL_GAP_PX}px`, gridTemplateColumns: `repeat(auto-fill, ${layout.cellPx}px)` }}
    >
      {widthPx === 0
        ? null
        : cells.map(({ place, images, name, value, description }, i) => (
            <li key={place}>
              <button
                type="button"
                ref={(button) => {
                  if (button) buttons.current.set(i, button);
                  else buttons.current.delete(i);
                }}
                className={classes.cell}
                tabIndex={i === tabStop ? 0 : -1}
                title={description}
                onFocus={() => setReached(i)}
                onKeyDown={(event) => move(event, i)}
                onClick={() => onOpen(place)}
              >
                <VisuallyHidden>{description}</VisuallyHidden>
                <ImageCanvas images={images} scale={layout.scale} />
                <span className={classes.cellCaption} aria-hidden="true">
                  {named ? <span className={classes.cellName}>{name}</span> : null}
                  {value === null ? null : <span>{value}</span>}
                </span>
              </button>
            </li>
          ))}
    </ul>
  );
}
