import type { PaintedPoints, PointsPainter } from './painted-points.ts';
import { type FrameSize, toFrame, type View } from './view.ts';

/** createCanvasPainter draws on a plain canvas: slower than WebGL, and everywhere. */
export function createCanvasPainter(host: HTMLElement): PointsPainter {
  const canvas = document.createElement('canvas');
  host.append(canvas);
  return {
    kind: 'canvas',
    paint: (points, view, size) => {
      const scale = window.devicePixelRatio;
      const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      canvas.style.width = `${size.width}px`;
      canvas.style.height = `${size.height}px`;
      const context = canvas.getContext('2d');
      if (!context) return;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, size.width, size.height);
      paintPoints(context, points, view, size);
    },
    dispose: () => canvas.remove(),
  };
}

/** paintPoints draws points as discs. */
export function paintPoints(
  context: CanvasRenderingContext2D,
  { xy, colors, radiusPx }: PaintedPoints,
  view: View,
  size: FrameSize,
): void {
  let style = '';
  for (let i = 0; i * 2 < xy.length; i++) {
    const { x, y } = toFrame(view, size, { x: xy[i * 2] as number, y: xy[i * 2 + 1] as number });
    if (x < -radiusPx || y < -radiusPx || x > size.width + radiusPx || y > size.height + radiusPx) continue;
    const [red, green, blue, opacity = 255] = colors.subarray(i * 4, i * 4 + 4);
    const next = `rgb(${red} ${green} ${blue} / ${opacity / 255})`;
    if (next !== style) {
      style = next;
      context.fillStyle = next;
    }
    context.beginPath();
    context.arc(x, y, radiusPx, 0, 2 * Math.PI);
    context.fill();
  }
}
