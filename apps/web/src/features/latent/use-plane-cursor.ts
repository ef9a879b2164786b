'use client';

import type { Latents } from '@laten/shared';
import { useCallback, useMemo, useState } from 'react';
import { zAt } from './plane.ts';
import type { PlaneCommand } from './plane-keys.ts';
import type { PlaneModel } from './use-plane-model.ts';
import { type FrameSize, type Place, toFrame, toPlane, zoomAt } from './view.ts';

/** What the pointer, a finger or the keys point at: an image by its number, or a place of the plane. */
type Target = {
  readonly imageIndex: number | null;
  readonly place: Place;
  readonly held: boolean;
  readonly byKeys: boolean;
};

/** PlanePointer is what is pointed at now, and how that changes. Places are in pixels of the frame. */
export type PlanePointer = {
  readonly target:
    | (Target & { readonly at: Place; readonly point: number | null; readonly z: Float32Array })
    | null;
  hover(at: Place | null): void;
  pick(at: Place): void;
  command(command: PlaneCommand): void;
  letGo(): void;
};

const HIT_PX = 9;
/** A finger, and Enter, mean the nearest point even when it is further off. */
const WIDE_HIT_PX = 24;

/** usePlaneCursor keeps what is pointed at. A held image stays held while the epoch changes. */
export function usePlaneCursor(latents: Latents, model: PlaneModel, size: FrameSize): PlanePointer {
  const [target, setTarget] = useState<Target | null>(null);
  const { plane, xy, index, view, change, showAll } = model;

  const find = useCallback(
    (at: Place, radiusPx: number) => {
      const place = toPlane(view, size, at);
      const point = index.nearest(place.x, place.y, radiusPx / view.pxPerUnit);
      return { place, imageIndex: point === null ? null : (latents.imageIndex[point] ?? null) };
    },
    [view, size, index, latents],
  );
  const resolved = useMemo(() => {
    if (!target) return null;
    const found = target.imageIndex === null ? -1 : latents.imageIndex.indexOf(target.imageIndex);
    const point = found < 0 ? null : found;
    const { latentDim, zMean } = latents;
    const place =
      point === null ? target.place : { x: xy[point * 2] as number, y: xy[point * 2 + 1] as number };
    const z =
      point === null ? zAt(plane, place.x, place.y) : zMean.slice(point * latentDim, (point + 1) * latentDim);
    return { ...target, place, point, z };
  }, [target, latents, xy, plane]);
  const at = resolved && toFrame(view, size, resolved.place);

  const hover = (to: Place | null) => {
    if (target?.held) return;
    setTarget(to && { ...find(to, HIT_PX), held: false, byKeys: false });
  };
  const pick = (to: Place) => {
    const found = find(to, WIDE_HIT_PX);
    setTarget({ ...found, held: found.imageIndex !== null, byKeys: false });
  };
  const command = (asked: PlaneCommand) => {
    // The cross itself, not the point that it found: from there every step leads on.
    const from = target ? toFrame(view, size, target.place) : { x: size.width / 2, y: size.height / 2 };
    switch (asked.type) {
      case 'move': {
        const to = clampTo(size, { x: from.x + asked.dx, y: from.y + asked.dy });
        return setTarget({ ...find(to, HIT_PX), place: toPlane(view, size, to), held: false, byKeys: true });
      }
      case 'pin': {
        const found = find(from, WIDE_HIT_PX);
        return setTarget({ ...found, held: found.imageIndex !== null, byKeys: true });
      }
      case 'zoom':
        return change((current) => zoomAt(current, size, from, asked.factor));
      case 'fit':
        return showAll();
      case 'leave':
        return setTarget(null);
    }
  };
  return {
    target: resolved && at && { ...resolved, at },
    hover,
    pick,
    command,
    letGo: () => setTarget(null),
  };
}

function clampTo({ width, height }: FrameSize, { x, y }: Place): Place {
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}
