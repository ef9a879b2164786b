'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './latent.module.css';
import { createPointScene, type PointScene, type ScenePoints } from './moving-points.ts';
import { createPointsPainter } from './points-painter.ts';
import type { FrameSize, View } from './view.ts';

/** PointsLayer draws the points. What it shows is also in the table below the plot. */
export function PointsLayer({
  points,
  view,
  size,
  still,
}: {
  points: ScenePoints;
  view: View;
  size: FrameSize;
  /** Whether points go to their places at once. */
  still: boolean;
}): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const scene = useScene(host);
  const { width, height } = size;
  useEffect(() => scene?.look(view, { width, height }), [scene, view, width, height]);
  useEffect(() => scene?.show(points, still), [scene, points, still]);
  // Inert: deck.gl makes its canvas a stop of the Tab key.
  return <div ref={host} className={classes.points} inert data-ready={scene !== null || undefined} />;
}

function useScene(host: React.RefObject<HTMLDivElement | null>): PointScene | null {
  const [scene, setScene] = useState<PointScene | null>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let end = () => {};
    let ended = false;
    void createPointsPainter(element).then((painter) => {
      if (ended) return painter.dispose();
      const created = createPointScene(painter);
      element.dataset.painter = painter.kind;
      end = () => {
        created.stop();
        painter.dispose();
      };
      setScene(created);
    });
    return () => {
      ended = true;
      setScene(null);
      end();
    };
  }, [host]);
  return scene;
}
