'use client';

import { useMemo } from 'react';
import { type ColorScheme, choosePointStyle, colorPoints } from './class-colors.ts';
import type { ScenePoints } from './moving-points.ts';
import type { OverlayModel } from './PlaneOverlay.tsx';
import { createPlane, type Plane, type PlaneChoice, projectLatents } from './plane.ts';
import { createPointIndex, type PointIndex } from './point-index.ts';
import { preparePriorCircles, prepareStripRows, prepareTicks } from './prepare-axes.ts';
import { type HiddenClasses, type LatentClass, prepareClasses, shownPoints } from './prepare-classes.ts';
import { placeNames } from './prepare-names.ts';
import type { LatentFrame } from './use-latent-frame.ts';
import { type PlaneView, usePlaneView } from './use-plane-view.ts';
import type { FrameSize } from './view.ts';

/** PlaneModelInput is what a person chose, and what there is. */
export type PlaneModelInput = {
  readonly frame: LatentFrame;
  readonly choice: PlaneChoice;
  readonly hidden: HiddenClasses;
  readonly highlighted: number | null;
  readonly scheme: ColorScheme;
  readonly size: FrameSize;
  readonly classNames: readonly string[] | null;
  readonly withNames: boolean;
};

/** PlaneModel is all that the plot draws and answers. */
export type PlaneModel = PlaneView & {
  readonly plane: Plane;
  /** x and y of every image, in the order of the latents. */
  readonly xy: Float32Array;
  readonly classes: readonly LatentClass[];
  readonly shown: Uint32Array;
  readonly index: PointIndex;
  readonly points: ScenePoints;
  readonly overlay: OverlayModel;
};

/** usePlaneModel works out each part only when what it rests on has changed. */
export function usePlaneModel(input: PlaneModelInput): PlaneModel {
  const { frame, choice, hidden, classNames, withNames, size } = input;
  const { latents, pca } = frame;
  const plane = useMemo(() => createPlane(choice, latents.latentDim, pca), [choice, latents, pca]);
  const xy = useMemo(() => projectLatents(latents, plane), [latents, plane]);
  const strip = plane.v === null;
  const classes = useMemo(
    () => prepareClasses({ labels: latents.labels, xy, names: classNames, strip }),
    [latents, xy, classNames, strip],
  );
  const shown = useMemo(() => shownPoints(latents, xy, hidden), [latents, xy, hidden]);
  const index = useMemo(() => createPointIndex(xy, shown), [xy, shown]);
  const planeView = usePlaneView({ planeKey: plane.key, xy, whole: plane.whole, size });
  const points = useScenePoints({ ...input, plane, xy, shown, zoom: planeView.zoom });
  const { view } = planeView;
  const overlay = useMemo<OverlayModel>(() => {
    const ticks = prepareTicks(view, size);
    const visible = classes.filter(({ label }) => !hidden.has(label));
    return {
      ticks: strip ? { x: ticks.x, y: prepareStripRows(view, size, visible) } : ticks,
      circles: plane.whole ? preparePriorCircles(view, size) : [],
      names: withNames && !strip ? placeNames(visible, view, size) : [],
      xLabel: plane.xLabel,
      yLabel: plane.yLabel,
    };
  }, [view, size, classes, hidden, strip, plane, withNames]);
  return { ...planeView, plane, xy, classes, shown, index, points, overlay };
}

function useScenePoints(
  input: PlaneModelInput & { plane: Plane; xy: Float32Array; shown: Uint32Array; zoom: number },
): ScenePoints {
  const { frame, plane, xy, shown, size, scheme, highlighted, zoom } = input;
  const { latents, key } = frame;
  const areaPx = size.width * size.height;
  const { radiusPx, opacity } = choosePointStyle({ count: shown.length, areaPx, zoom });
  const shownXy = useMemo(() => {
    const out = new Float32Array(shown.length * 2);
    shown.forEach((point, i) => {
      out[i * 2] = xy[point * 2] as number;
      out[i * 2 + 1] = xy[point * 2 + 1] as number;
    });
    return out;
  }, [xy, shown]);
  const imageIndex = useMemo(
    () => shown.map((point) => latents.imageIndex[point] as number),
    [latents, shown],
  );
  const colors = useMemo(
    () => colorPoints({ labels: latents.labels, shown, scheme, opacity, highlighted }),
    [latents, shown, scheme, opacity, highlighted],
  );
  return useMemo(
    () => ({ xy: shownXy, colors, radiusPx, imageIndex, frameKey: key, planeKey: plane.key }),
    [shownXy, colors, radiusPx, imageIndex, key, plane.key],
  );
}
