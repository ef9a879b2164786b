import type { Latents } from '@laten/shared';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { type ColorScheme, classColor } from './class-colors.ts';
import { formatPercent, formatZ } from './format-latent.ts';
import type { CardSubject } from './LatentCard.tsx';
import type { Plane, PlaneChoice } from './plane.ts';
import { classNameOf } from './prepare-classes.ts';

/** What the latent plane says in words. Pure. */

/** helpOf explains the plot in a sentence or two. */
export function helpOf(
  plane: Plane,
  { choice, epoch, count }: { choice: PlaneChoice; epoch: number; count: number },
): string {
  const what = t('latent.help', { epoch: formatCount(epoch), count: formatCount(count) });
  if (plane.v === null) return `${what} ${t('latent.help.strip')}`;
  if (choice.kind === 'pca' && plane.explained !== null)
    return `${what} ${t('latent.help.pca', { share: formatPercent(plane.explained) })}`;
  return plane.whole ? `${what} ${t('latent.help.circles')}` : what;
}

/** describePlane sums up the plot for those who do not see it. */
export function describePlane(input: {
  count: number;
  classes: number;
  plane: Plane;
  epoch: number;
}): string {
  const { plane } = input;
  const values = {
    count: formatCount(input.count),
    classes: formatCount(input.classes),
    x: plane.xLabel,
    epoch: formatCount(input.epoch),
  };
  return plane.yLabel === null
    ? t('latent.summary.strip', values)
    : t('latent.summary', { ...values, y: plane.yLabel });
}

/** describeSubject is what is pointed at, for the card. */
export function describeSubject(input: {
  target: { readonly point: number | null; readonly z: Float32Array; readonly held: boolean };
  latents: Latents;
  classNames: readonly string[] | null;
  scheme: ColorScheme;
}): CardSubject {
  const { target, latents, classNames, scheme } = input;
  const { point, z, held } = target;
  if (point === null) return { image: null, z, held };
  const label = latents.labels[point] ?? 0;
  const index = latents.imageIndex[point] ?? 0;
  return {
    image: { index, className: classNameOf(label, classNames), color: classColor(label, scheme) },
    z,
    held,
  };
}

/** speak is the card's content as a sentence. */
export function speak({ image, z }: CardSubject): string {
  return image
    ? t('latent.spoken.point', { name: image.className, index: formatCount(image.index), z: formatZ(z) })
    : t('latent.spoken.place', { z: formatZ(z) });
}
