import type { GreyImage } from './sprite-sheet.ts';

/** Colours of pixels. The error map goes through Inferno: even to the eye, readable without colour vision. */

/** Ten stops of matplotlib's Inferno (CC0), evenly spaced from 0 to 1. */
const inferno = [
  [0x00, 0x00, 0x04],
  [0x1b, 0x0c, 0x41],
  [0x4a, 0x0c, 0x6b],
  [0x78, 0x1c, 0x6d],
  [0xa5, 0x2c, 0x60],
  [0xcf, 0x44, 0x46],
  [0xed, 0x69, 0x25],
  [0xfb, 0x9b, 0x06],
  [0xf7, 0xd1, 0x3d],
  [0xfc, 0xff, 0xa4],
] as const;

/** The colour of each of the 256 differences, three bytes each. */
const errorColours = Uint8ClampedArray.from({ length: 256 * 3 }, (_, i) => {
  const position = (Math.floor(i / 3) / 255) * (inferno.length - 1);
  const below = Math.min(Math.floor(position), inferno.length - 2);
  const [from, to] = [inferno[below]?.[i % 3] ?? 0, inferno[below + 1]?.[i % 3] ?? 0];
  return from + (position - below) * (to - from);
});

/** ERROR_SCALE_CSS is the colour scale of the error map as a CSS gradient, for its legend. */
export const ERROR_SCALE_CSS = `linear-gradient(to right, ${inferno.map((rgb) => `rgb(${rgb.join(' ')})`).join(', ')})`;

/** Shade says how a pixel's value is shown: as grey, or as a difference from 0 to 1 in colours. */
export type Shade = 'grey' | 'error';

/** paintImage returns the RGBA bytes of an image, four a pixel. */
export function paintImage(
  { pixels }: Pick<GreyImage, 'pixels'>,
  shade: Shade,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  pixels.forEach((value, i) => {
    for (let channel = 0; channel < 3; channel++)
      rgba[i * 4 + channel] = shade === 'grey' ? value : (errorColours[value * 3 + channel] ?? 0);
    rgba[i * 4 + 3] = 255;
  });
  return rgba;
}
