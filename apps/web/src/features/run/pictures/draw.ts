import { paintImage, type Shade } from './colour-scale.ts';
import type { GreyImage } from './sprite-sheet.ts';

/** Drawing on canvases: a pixel of an image is a pixel of the canvas; styles make it larger. */

/** ShadedImage is an image and how its values are shown. */
export type ShadedImage = { readonly image: GreyImage; readonly shade: Shade };

const GAP_PX = 1;
const SHEET_GAP_PX = 4;
const PNG_SCALE = 4;

/** drawSideBySide draws images in a row, a pixel apart, and makes the canvas as large as that. */
export function drawSideBySide(canvas: HTMLCanvasElement, images: readonly ShadedImage[]): void {
  const { width, height } = sizeSideBySide(images);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  images.forEach(({ image, shade }, i) => {
    context?.putImageData(bitmapOf(image, shade), i * (image.width + GAP_PX), 0);
  });
}

/** sizeSideBySide is the size of a row of images. */
export function sizeSideBySide(images: readonly ShadedImage[]): { width: number; height: number } {
  const [first] = images;
  if (!first) return { width: 0, height: 0 };
  return {
    width: images.length * (first.image.width + GAP_PX) - GAP_PX,
    height: first.image.height,
  };
}

/** drawSheet draws cells, each a row of images, into one picture that is large enough to look at. */
export function drawSheet(cells: readonly (readonly ShadedImage[])[], columns: number): HTMLCanvasElement {
  const { width, height } = sizeSideBySide(cells[0] ?? []);
  const rows = Math.ceil(cells.length / columns);
  const sheet = document.createElement('canvas');
  sheet.width = PNG_SCALE * (columns * (width + SHEET_GAP_PX) - SHEET_GAP_PX);
  sheet.height = PNG_SCALE * (rows * (height + SHEET_GAP_PX) - SHEET_GAP_PX);
  const context = sheet.getContext('2d');
  if (!context) return sheet;
  context.imageSmoothingEnabled = false;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, sheet.width, sheet.height);
  const cell = document.createElement('canvas');
  cells.forEach((images, i) => {
    drawSideBySide(cell, images);
    const left = (i % columns) * (width + SHEET_GAP_PX);
    const top = Math.floor(i / columns) * (height + SHEET_GAP_PX);
    context.drawImage(cell, left * PNG_SCALE, top * PNG_SCALE, width * PNG_SCALE, height * PNG_SCALE);
  });
  return sheet;
}

function bitmapOf(image: GreyImage, shade: Shade): ImageData {
  return new ImageData(paintImage(image, shade), image.width, image.height);
}
