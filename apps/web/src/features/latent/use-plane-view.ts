'use client';

import { useCallback, useMemo, useState } from 'react';
import { type Bounds, boundsOf, type FrameSize, fitView, unionOf, type View } from './view.ts';

/** PlaneView is where one looks, and how to look elsewhere. */
export type PlaneView = {
  readonly view: View;
  /** How much nearer than the fitted view one looks. */
  readonly zoom: number;
  readonly fitted: boolean;
  change(update: (view: View) => View): void;
  showAll(): void;
};

/** Three standard deviations of the prior: always in sight on a plane that is the whole latent space. */
const PRIOR_BOUNDS: Bounds = { minX: -3.1, maxX: 3.1, minY: -3.1, maxY: 3.1 };
const EMPTY_BOUNDS: Bounds = { minX: -1, maxX: 1, minY: -1, maxY: 1 };

/**
 * usePlaneView fits the frame to the points until a person looks elsewhere. Over epochs the frame only widens: a film in
 * which it followed each epoch would show the frame moving, not the points.
 */
export function usePlaneView(input: {
  planeKey: string;
  xy: Float32Array;
  whole: boolean;
  size: FrameSize;
}): PlaneView {
  const { planeKey, xy, whole } = input;
  const { width, height } = input.size;
  const [seen, setSeen] = useState<{ planeKey: string; xy: Float32Array; bounds: Bounds } | null>(null);
  const [own, setOwn] = useState<{ planeKey: string; view: View } | null>(null);

  let bounds = seen?.bounds ?? EMPTY_BOUNDS;
  if (seen?.xy !== xy || seen.planeKey !== planeKey) {
    const found = boundsOf(xy) ?? EMPTY_BOUNDS;
    const wanted = whole ? unionOf(found, PRIOR_BOUNDS) : found;
    bounds = seen?.planeKey === planeKey ? unionOf(seen.bounds, wanted) : wanted;
    setSeen({ planeKey, xy, bounds });
  }
  const fittedView = useMemo(() => fitView(bounds, { width, height }), [bounds, width, height]);
  const ownView = own?.planeKey === planeKey ? own.view : null;
  const view = ownView ?? fittedView;

  const change = useCallback(
    (update: (view: View) => View) =>
      setOwn((before) => ({
        planeKey,
        view: update(before?.planeKey === planeKey ? before.view : fittedView),
      })),
    [planeKey, fittedView],
  );
  const showAll = useCallback(() => setOwn(null), []);
  return { view, zoom: view.pxPerUnit / fittedView.pxPerUnit, fitted: ownView === null, change, showAll };
}
