/** Pixels of the file for each pixel of the screen. */
const PIXEL_RATIO = 2;
const MARGIN_PX = 16;

/** pictureOf draws an element as a PNG on the page's own background, at twice its size. The library is loaded when first used. */
export async function pictureOf(element: HTMLElement): Promise<Blob> {
  const { toBlob } = await import('html-to-image');
  const { width, height } = element.getBoundingClientRect();
  const blob = await toBlob(element, {
    pixelRatio: PIXEL_RATIO,
    backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--surface').trim(),
    width: Math.ceil(width) + 2 * MARGIN_PX,
    height: Math.ceil(height) + 2 * MARGIN_PX,
    style: { padding: `${MARGIN_PX}px`, boxSizing: 'content-box' },
    skipFonts: true,
  });
  if (!blob) throw new Error('The browser could not draw the picture.');
  return blob;
}
