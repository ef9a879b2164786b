import type { Locator, Page } from 'playwright-core';

/** Pixels as the browser shows them. */

/** GreyPixels is a picture, a byte a pixel, row by row; of coloured ones the red. */
export type GreyPixels = { readonly width: number; readonly height: number; readonly values: number[] };

/** readCanvas reads what a canvas shows. */
export function readCanvas(canvas: Locator): Promise<GreyPixels> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d');
    const rgba = context?.getImageData(0, 0, width, height).data ?? [];
    return { width, height, values: Array.from(rgba).filter((_, i) => i % 4 === 0) };
  });
}

/** readStoredPicture reads the pixels of an artifact as the browser decodes them. */
export function readStoredPicture(page: Page, artifactId: string): Promise<GreyPixels> {
  return page.evaluate(async (id) => {
    const answer = await fetch(`/api/artifacts/${id}`);
    const bitmap = await createImageBitmap(await answer.blob(), { colorSpaceConversion: 'none' });
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const rgba = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    const values = Array.from(rgba).filter((_, i) => i % 4 === 0);
    return { width: bitmap.width, height: bitmap.height, values };
  }, artifactId);
}

/** cutTile takes a square out of a picture, by the pixel of its left upper corner. */
export function cutTile(
  { width, values }: GreyPixels,
  { left, top, side }: { left: number; top: number; side: number },
): number[] {
  const rows = Array.from({ length: side }, (_, y) => (top + y) * width + left);
  return rows.flatMap((from) => values.slice(from, from + side));
}

/** meanDifference is how far two pictures are apart, in grey values a pixel. */
export function meanDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}

/** countColours counts the colours that an element shows on the screen, WebGL included. */
export async function countColours(element: Locator): Promise<number> {
  const png = (await element.screenshot()).toString('base64');
  return element.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const rgba = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
    const words = new Uint32Array(rgba.buffer);
    const counts = new Map<number, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts.values()].filter((count) => count >= 5).length;
  }, png);
}
