import { pngOfCanvas } from '../run/pictures/download.ts';

const SCALE = 8;
const GAP_PX = 1;

/** cardToPng puts the pictures of a card side by side, large enough to look at. */
export function cardToPng(pictures: readonly HTMLCanvasElement[]): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const widthPx = pictures.reduce((sum, { width }) => sum + width + GAP_PX, -GAP_PX);
  canvas.width = SCALE * Math.max(1, widthPx);
  canvas.height = SCALE * Math.max(1, ...pictures.map(({ height }) => height));
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('This browser gives no canvas to draw on.'));
  context.imageSmoothingEnabled = false;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  let left = 0;
  for (const picture of pictures) {
    context.drawImage(picture, left * SCALE, 0, picture.width * SCALE, picture.height * SCALE);
    left += picture.width + GAP_PX;
  }
  return pngOfCanvas(canvas);
}
