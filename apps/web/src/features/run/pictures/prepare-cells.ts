import type { ShadedImage } from './draw.ts';
import type { ImageCell } from './ImageGrid.tsx';
import { describeImage, nameOfImage, writeError } from './image-words.ts';
import { type ImageOrder, sortImages } from './prepare-pictures.ts';
import type { FixedImage } from './use-fixed-images.ts';

/** PictureMode is what is shown of each fixed image. */
export type PictureMode = 'pair' | 'original' | 'reconstruction' | 'error';

/** pictureModes lists what can be shown. */
export const pictureModes: readonly PictureMode[] = ['pair', 'original', 'reconstruction', 'error'];

/** prepareCells returns the cells of the grid for the places in `order`. Without reconstructions, the originals. */
export function prepareCells(
  images: readonly FixedImage[],
  { places, mode }: { places: readonly number[]; mode: PictureMode },
): ImageCell[] {
  const byPlace = new Map(images.map((image) => [image.numbers.place, image]));
  return places.flatMap((place) => {
    const image = byPlace.get(place);
    if (!image) return [];
    return [
      {
        place,
        images: shownOf(image, mode),
        name: nameOfImage(image.numbers),
        value: image.reconstruction ? writeError(image.numbers) : null,
        description: image.reconstruction ? describeImage(image.numbers) : nameOfImage(image.numbers),
      },
    ];
  });
}

/** orderPlaces returns the places of images in an order. */
export function orderPlaces(images: readonly FixedImage[], order: ImageOrder): number[] {
  return sortImages(
    images.map(({ numbers }) => numbers),
    order,
  );
}

function shownOf({ original, reconstruction, difference }: FixedImage, mode: PictureMode): ShadedImage[] {
  const first: ShadedImage = { image: original, shade: 'grey' };
  if (!reconstruction || !difference || mode === 'original') return [first];
  const second: ShadedImage = { image: reconstruction, shade: 'grey' };
  if (mode === 'pair') return [first, second];
  return mode === 'reconstruction' ? [second] : [{ image: difference, shade: 'error' }];
}
