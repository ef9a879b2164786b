import { Deck, OrthographicView } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import { createCanvasPainter } from './canvas-painter.ts';
import type { PaintedPoints, PointsPainter } from './painted-points.ts';
import type { View } from './view.ts';

/**
 * createDeckPainter draws with deck.gl. Only the drawing is deck's: where one looks, and what is under the pointer, is
 * decided by pure functions of ours, so that it is the same without WebGL and in tests. When the context is lost or
 * breaks, a plain canvas takes over.
 */
export function createDeckPainter(host: HTMLElement): PointsPainter {
  const canvas = document.createElement('canvas');
  host.append(canvas);
  let fallback: PointsPainter | null = null;
  let last: Parameters<PointsPainter['paint']> | null = null;
  const layersOf = keepLayers();
  const deck = new Deck({
    canvas,
    width: 1,
    height: 1,
    views: new OrthographicView({ id: 'plane', flipY: false }),
    controller: false,
    onError: () => fallBack(),
  });
  const fallBack = () => {
    if (fallback) return;
    canvas.remove();
    fallback = createCanvasPainter(host);
    if (last) fallback.paint(...last);
  };
  canvas.addEventListener('webglcontextlost', fallBack);
  return {
    kind: 'webgl',
    paint: (points, view, size) => {
      last = [points, view, size];
      if (fallback) fallback.paint(points, view, size);
      else deck.setProps({ ...size, viewState: viewStateOf(view), layers: layersOf(points) });
    },
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', fallBack);
      fallback?.dispose();
      deck.finalize();
      canvas.remove();
    },
  };
}

/** The same points are the same layer: deck then has nothing to compare while only the view changes. */
function keepLayers(): (points: PaintedPoints) => ScatterplotLayer[] {
  let kept: { points: PaintedPoints; layers: ScatterplotLayer[] } | null = null;
  return (points) => {
    const { xy, colors, radiusPx } = points;
    const same = kept?.points.xy === xy && kept.points.colors === colors && kept.points.radiusPx === radiusPx;
    if (!kept || !same) kept = { points, layers: [layerOf(points)] };
    return kept.layers;
  };
}

function viewStateOf({ centerX, centerY, pxPerUnit }: View) {
  return { target: [centerX, centerY, 0] as [number, number, number], zoom: Math.log2(pxPerUnit) };
}

function layerOf({ xy, colors, radiusPx }: PaintedPoints): ScatterplotLayer {
  return new ScatterplotLayer({
    id: 'points',
    data: {
      length: xy.length / 2,
      attributes: {
        getPosition: { value: xy, size: 2 },
        getFillColor: { value: colors, size: 4, normalized: true },
      },
    },
    radiusUnits: 'pixels',
    getRadius: radiusPx,
    antialiasing: true,
    updateTriggers: { getRadius: radiusPx },
  });
}
