import { pngOfCanvas } from '../run/pictures/download.ts';
import { paintPoints } from './canvas-painter.ts';
import type { OverlayModel } from './PlaneOverlay.tsx';
import type { PaintedPoints } from './painted-points.ts';
import type { FrameSize, View } from './view.ts';

/** LegendEntry is a class of the legend of a drawn plot. */
type LegendEntry = { readonly name: string; readonly color: string };

/** PlotColors are the page's colours: a picture looks like the plot it was taken of. */
export type PlotColors = Readonly<
  Record<'surface' | 'text' | 'text-dimmed' | 'line' | 'chart-grid' | 'chart-reference', string>
>;

/** PlotDrawing is a plot with all that explains it. */
export type PlotDrawing = {
  readonly title: string;
  readonly size: FrameSize;
  readonly view: View;
  readonly points: PaintedPoints;
  readonly overlay: OverlayModel;
  readonly legend: readonly LegendEntry[];
  readonly colors: PlotColors;
};

const SCALE = 2;
const MARGIN = { top: 64, right: 24, bottom: 48, left: 56 } as const;
const STRIP_LEFT = 96;
const LEGEND_PX = 132;
const LEGEND_LINE_PX = 20;
const FONT = 'ui-sans-serif, system-ui, sans-serif';

/** plotToPng draws a plot at twice its size: title, points, axes and legend. */
export function plotToPng(drawing: PlotDrawing): Promise<Blob> {
  const left = drawing.overlay.yLabel === null ? STRIP_LEFT : MARGIN.left;
  const { width, height } = drawing.size;
  const canvas = document.createElement('canvas');
  canvas.width = (left + width + MARGIN.right + LEGEND_PX) * SCALE;
  canvas.height = (MARGIN.top + height + MARGIN.bottom) * SCALE;
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('The browser could not draw the picture.'));
  context.scale(SCALE, SCALE);
  context.fillStyle = drawing.colors.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  write(context, drawing.title, left, 26, { weight: 600, sizePx: 16, color: drawing.colors.text });
  context.translate(left, MARGIN.top);
  drawFrame(context, drawing);
  drawTexts(context, drawing);
  context.translate(width + MARGIN.right, 0);
  drawLegend(context, drawing);
  return pngOfCanvas(canvas);
}

function drawFrame(context: CanvasRenderingContext2D, drawing: PlotDrawing): void {
  const { size, view, points, overlay, colors } = drawing;
  const { width, height } = size;
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  context.lineWidth = 1;
  context.strokeStyle = colors['chart-grid'];
  for (const { atPx } of overlay.ticks.x) line(context, atPx, 0, atPx, height);
  for (const { atPx } of overlay.ticks.y) line(context, 0, atPx, width, atPx);
  paintPoints(context, points, view, size);
  context.strokeStyle = colors['chart-reference'];
  context.setLineDash([3, 4]);
  for (const { x, y, radiusPx } of overlay.circles) {
    context.beginPath();
    context.arc(x, y, radiusPx, 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
  context.restore();
  context.strokeStyle = colors.line;
  context.strokeRect(0, 0, width, height);
}

function drawTexts(context: CanvasRenderingContext2D, { size, overlay, colors }: PlotDrawing): void {
  const { width, height } = size;
  const dimmed = { sizePx: 11, color: colors['text-dimmed'] };
  const strong = { weight: 600, sizePx: 12, color: colors.text };
  for (const { atPx, text } of overlay.ticks.x)
    write(context, text, atPx, height + 16, { ...dimmed, align: 'center' });
  for (const { atPx, text } of overlay.ticks.y)
    write(context, text, -8, atPx + 4, { ...dimmed, align: 'right' });
  write(context, overlay.xLabel, width, height + 34, { ...strong, align: 'right' });
  if (overlay.yLabel !== null) write(context, overlay.yLabel, -8, -10, strong);
  for (const { name, x, y } of overlay.names) {
    write(context, name, x, y + 4, { ...strong, align: 'center', halo: colors.surface });
  }
}

function drawLegend(context: CanvasRenderingContext2D, { legend, colors }: PlotDrawing): void {
  legend.forEach(({ name, color }, i) => {
    const y = 10 + i * LEGEND_LINE_PX;
    context.fillStyle = color;
    context.beginPath();
    context.arc(5, y, 5, 0, 2 * Math.PI);
    context.fill();
    write(context, name, 18, y + 4, { sizePx: 12, color: colors.text });
  });
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  style: { sizePx: number; color: string; weight?: number; align?: CanvasTextAlign; halo?: string },
): void {
  context.font = `${style.weight ?? 400} ${style.sizePx}px ${FONT}`;
  context.textAlign = style.align ?? 'left';
  if (style.halo) {
    context.strokeStyle = style.halo;
    context.lineWidth = 3.5;
    context.lineJoin = 'round';
    context.strokeText(text, x, y);
  }
  context.fillStyle = style.color;
  context.fillText(text, x, y);
}

function line(
  context: CanvasRenderingContext2D,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

/** readPlotColors reads the page's colours from an element of it. */
export function readPlotColors(element: Element): PlotColors {
  const style = getComputedStyle(element);
  const read = (name: keyof PlotColors) => [name, style.getPropertyValue(`--${name}`).trim()] as const;
  return Object.fromEntries([
    read('surface'),
    read('text'),
    read('text-dimmed'),
    read('line'),
    read('chart-grid'),
    read('chart-reference'),
  ]) as PlotColors;
}
