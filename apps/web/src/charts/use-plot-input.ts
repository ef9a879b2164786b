'use client';

import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useChartControls } from './ChartControls.tsx';
import type { StepAxis } from './chart-model.ts';

/** A shorter drag is a click with an unsteady hand. */
const SHORTEST_DRAG_PX = 6;
/** How far a key moves the line, as a share of the frame; with Shift. */
const KEY_SHARE = 0.01;
const KEY_SHARE_FAR = 0.1;
/** ZOOM_FACTOR is how much narrower the range gets with each step of the zoom. */
export const ZOOM_FACTOR = 0.5;

/** Selection is the part that a drag has marked so far, in x. */
export type Selection = { readonly from: number; readonly to: number };

/** PlotInput is what follows the pointer and the keys in one chart. */
export type PlotInput = {
  readonly hoverX: number | null;
  readonly selection: Selection | null;
  readonly handlers: Readonly<Record<string, unknown>>;
};

/** usePlotInput turns pointer and keys over a plot into the hover line and the zoom that all charts share. */
export function usePlotInput(axis: StepAxis, setActive: (active: boolean) => void): PlotInput {
  const controls = useChartControls();
  const hoverX = controls.hover.use();
  const [drag, setDrag] = useState<(Selection & { startPx: number; far: boolean }) | null>(null);

  const end = () => {
    setDrag(null);
    if (!drag?.far) return;
    const [from, to] = [axis.toStep(drag.from), axis.toStep(drag.to)];
    controls.zoomInto({ from: Math.min(from, to), to: Math.max(from, to) });
  };
  const pointer = {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const x = xUnder(event, axis);
      controls.hover.set(x);
      setActive(true);
      if (!drag) return;
      const far = drag.far || Math.abs(event.clientX - drag.startPx) >= SHORTEST_DRAG_PX;
      setDrag({ ...drag, to: x, far });
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const x = xUnder(event, axis);
      controls.hover.set(x);
      setActive(true);
      // A finger moves the line, and scrolls: it does not mark a part.
      if (event.pointerType === 'touch' || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: x, to: x, startPx: event.clientX, far: false });
    },
    onPointerUp: end,
    onPointerCancel: () => setDrag(null),
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'touch') return;
      setActive(false);
      controls.hover.set(null);
    },
    onDoubleClick: controls.zoomBack,
  };
  return {
    hoverX,
    selection: drag?.far ? drag : null,
    handlers: {
      ...pointer,
      onFocus: () => setActive(true),
      onBlur: () => setActive(false),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (drag && event.key === 'Escape') setDrag(null);
        else if (!actOnKey(event, axis, controls)) return;
        event.preventDefault();
      },
    },
  };
}

function actOnKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  axis: StepAxis,
  { hover, zoomBy, zoomOut, zoomBack }: ReturnType<typeof useChartControls>,
): boolean {
  const [from, to] = axis.domain;
  const at = hover.get() ?? to;
  const distance = (to - from) * (shiftKey ? KEY_SHARE_FAR : KEY_SHARE);
  const move = (x: number) => hover.set(Math.min(Math.max(x, from), to));
  switch (key) {
    case 'ArrowLeft':
      move(at - distance);
      break;
    case 'ArrowRight':
      move(at + distance);
      break;
    case 'Home':
      move(from);
      break;
    case 'End':
      move(to);
      break;
    case '+':
    case '=':
      zoomBy(ZOOM_FACTOR, axis.toStep(at));
      break;
    case '-':
      zoomBy(1 / ZOOM_FACTOR, axis.toStep(at));
      break;
    case '0':
      zoomOut();
      break;
    case 'Escape':
      zoomBack();
      break;
    default:
      return false;
  }
  return true;
}

function xUnder(event: PointerEvent<HTMLElement>, { domain: [from, to] }: StepAxis): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const share = Math.min(Math.max((event.clientX - left) / width, 0), 1);
  return from + share * (to - from);
}
