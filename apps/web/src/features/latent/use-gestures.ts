'use client';

import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { type FrameSize, type Place, panBy, type View, zoomAt } from './view.ts';

/** GestureHandlers are told what the pointer does, in pixels of the frame. */
export type GestureHandlers = {
  readonly size: FrameSize;
  change(update: (view: View) => View): void;
  /** The pointer is over a place, with no button down; null when it left. */
  hover(at: Place | null): void;
  /** A click or tap that was no drag. */
  pick(at: Place): void;
};

/** A pointer that moved less is a click. */
const CLICK_SLOP_PX = 4;
const WHEEL_ZOOM_PER_PX = 0.0018;
/** Firefox counts the wheel in lines. */
const PX_PER_LINE = 16;

/**
 * useGestures moves the view: dragging, two fingers, and the wheel, the last only with Ctrl held or after a click into
 * the frame, so that a page scrolled past a plot scrolls on.
 */
export function useGestures(frame: RefObject<HTMLElement | null>, handlers: GestureHandlers) {
  const pointers = useRef(new Map<number, Place>());
  const travelPx = useRef(0);
  useWheel(frame, handlers);

  const placeOf = (event: PointerEvent) => placeIn(frame.current, event);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (pointers.current.size === 0) travelPx.current = 0;
    pointers.current.set(event.pointerId, placeOf(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const to = placeOf(event);
    const from = pointers.current.get(event.pointerId);
    if (!from) {
      if (event.pointerType !== 'touch') handlers.hover(to);
      return;
    }
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1] ?? null;
    pointers.current.set(event.pointerId, to);
    travelPx.current += Math.hypot(to.x - from.x, to.y - from.y);
    if (travelPx.current < CLICK_SLOP_PX) return;
    handlers.change((view) => moveFinger(view, handlers.size, { from, to, other }));
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const known = pointers.current.delete(event.pointerId);
    if (known && pointers.current.size === 0 && travelPx.current < CLICK_SLOP_PX)
      handlers.pick(placeOf(event));
  };
  const onPointerCancel = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId);
  };
  const onPointerLeave = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType !== 'touch' && pointers.current.size === 0) handlers.hover(null);
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave };
}

/** moveFinger returns the view after one finger, or the mouse, went from one place to another while another finger, if any, lay still. */
export function moveFinger(
  view: View,
  size: FrameSize,
  { from, to, other }: { from: Place; to: Place; other: Place | null },
): View {
  if (!other) return panBy(view, to.x - from.x, to.y - from.y);
  const before = Math.hypot(from.x - other.x, from.y - other.y);
  const after = Math.hypot(to.x - other.x, to.y - other.y);
  const moved = panBy(view, (to.x - from.x) / 2, (to.y - from.y) / 2);
  const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
  return zoomAt(moved, size, middle, before > 0 ? after / before : 1);
}

/** React's own wheel listener cannot stop the page from scrolling. */
function useWheel(frame: RefObject<HTMLElement | null>, { size, change }: GestureHandlers): void {
  const { width, height } = size;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const meant = event.ctrlKey || event.metaKey || element.contains(document.activeElement);
      if (!meant) return;
      event.preventDefault();
      const deltaPx =
        event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * PX_PER_LINE : event.deltaY;
      // A pinch on a trackpad comes as a wheel with Ctrl, and in small steps.
      const factor = Math.exp(-deltaPx * WHEEL_ZOOM_PER_PX * (event.ctrlKey ? 4 : 1));
      change((view) => zoomAt(view, { width, height }, placeIn(element, event), factor));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, width, height, change]);
}

function placeIn(
  element: HTMLElement | null,
  { clientX, clientY }: { clientX: number; clientY: number },
): Place {
  const { left = 0, top = 0 } = element?.getBoundingClientRect() ?? {};
  return { x: clientX - left, y: clientY - top };
}
