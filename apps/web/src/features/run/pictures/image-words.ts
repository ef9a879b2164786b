import { formatCount, formatNats, formatNumber } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import type { ImageNumbers } from './prepare-pictures.ts';
import { SHEET_COLUMNS } from './sprite-sheet.ts';

/** What is said of one image. */

const shortNats = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** nameOfImage names an image: by its class where that is known, else by which one it is. */
export function nameOfImage(image: ImageNumbers): string {
  const { className, label } = image;
  if (className !== null) return className;
  return label === null ? writeIdentity(image) : t('image.class', { label });
}

/** writeIdentity says which image it is, as the latent plane does: both count the validation images from 0. */
export function writeIdentity({ imageIndex, place }: ImageNumbers): string {
  return imageIndex === null
    ? t('image.place', { number: formatCount(place + 1) })
    : t('image.index', { index: formatCount(imageIndex) });
}

/** writeError writes how bad a reconstruction is, short: nats where they were measured, else the mean difference. */
export function writeError(image: ImageNumbers): string {
  return image.reconstructionLossNats === null
    ? formatShare(image.pixelError)
    : shortNats.format(image.reconstructionLossNats);
}

/** describeImage says all of an image in a sentence, for those who do not see it. */
export function describeImage(image: ImageNumbers): string {
  const name = nameOfImage(image);
  return image.reconstructionLossNats === null
    ? t('image.description.pixels', { name, image: writeIdentity(image), error: writeError(image) })
    : t('image.description.nats', { name, image: writeIdentity(image), nats: writeError(image) });
}

/** ImageFact is a figure of an image. */
export type ImageFact = { readonly label: string; readonly value: string };

/** listImageFacts returns the figures of an enlarged image. What was not measured is left out. */
export function listImageFacts(image: ImageNumbers): ImageFact[] {
  const { place, imageIndex, pixelError, reconstructionLossNats, klNats, zMean } = image;
  const row = Math.floor(place / SHEET_COLUMNS) + 1;
  const column = (place % SHEET_COLUMNS) + 1;
  return [
    { label: t('image.fact.class'), value: nameOfImage(image) },
    ...(imageIndex === null
      ? []
      : [{ label: t('image.fact.index'), value: t('image.index', { index: formatCount(imageIndex) }) }]),
    { label: t('image.fact.place'), value: t('image.fact.place.value', { row, column }) },
    ...(reconstructionLossNats === null
      ? []
      : [
          {
            label: t('image.fact.reconstruction'),
            value: t('image.nats', { nats: formatNats(reconstructionLossNats) }),
          },
        ]),
    ...(klNats === null
      ? []
      : [{ label: t('image.fact.kl'), value: t('image.nats', { nats: formatNats(klNats) }) }]),
    { label: t('image.fact.pixels'), value: formatShare(pixelError) },
    ...(zMean === null ? [] : [{ label: t('image.fact.zMean'), value: writeVector(zMean) }]),
  ];
}

function writeVector(values: readonly (number | null)[]): string {
  return `(${values.map((value) => formatNumber(value === null ? Number.NaN : Number(value.toFixed(3)))).join(', ')})`;
}

function formatShare(share: number): string {
  return `${percent.format(share * 100)} %`;
}
