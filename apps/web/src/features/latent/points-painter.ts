import { createCanvasPainter } from './canvas-painter.ts';
import type { PointsPainter } from './painted-points.ts';

/** createPointsPainter draws with WebGL, or, where there is none, on a plain canvas. */
export async function createPointsPainter(host: HTMLElement): Promise<PointsPainter> {
  if (!hasWebGl()) return createCanvasPainter(host);
  const { createDeckPainter } = await import('./deck-painter.ts');
  return createDeckPainter(host);
}

function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
