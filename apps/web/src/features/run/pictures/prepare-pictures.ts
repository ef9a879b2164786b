import type { ArtifactKind, ImageEvaluations } from '@laten/shared';
import type { RunArtifact } from '../prepare-run.ts';

/** Which pictures a run has of which epoch, and in which order and with which numbers the fixed images stand. Pure. */

/** EpochPictures are a run's stored pictures by epoch, and the numbers that go with them. */
export type EpochPictures = {
  /** Epochs with reconstructions or samples, ascending. */
  readonly epochs: readonly number[];
  readonly originals: RunArtifact | null;
  /** Numbers of the last epoch that has any. */
  readonly newestEvaluation: RunArtifact | null;
  find(kind: EpochPictureKind, epoch: number | null): RunArtifact | null;
};

/** EpochPictureKind is a kind of artifact that the page shows for an epoch. */
export type EpochPictureKind = Extract<
  ArtifactKind,
  'reconstructions' | 'samples' | 'latent-grid' | 'evaluation'
>;

const pictureKinds: readonly ArtifactKind[] = ['reconstructions', 'samples'];

/** prepareEpochPictures sorts a run's artifacts by epoch; of two of an epoch the later step counts. */
export function prepareEpochPictures(artifacts: readonly RunArtifact[]): EpochPictures {
  const ordered = artifacts.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0));
  const byPlace = new Map(ordered.map((artifact) => [`${artifact.kind} ${artifact.epoch}`, artifact]));
  const epochs = ordered.flatMap(({ kind, epoch }) =>
    pictureKinds.includes(kind) && epoch !== null ? [epoch] : [],
  );
  return {
    epochs: [...new Set(epochs)].sort((a, b) => a - b),
    originals: ordered.find(({ kind }) => kind === 'evaluation-images') ?? null,
    newestEvaluation: ordered.findLast(({ kind }) => kind === 'evaluation') ?? null,
    find: (kind, epoch) => byPlace.get(`${kind} ${epoch}`) ?? null,
  };
}

/** isSameList tells whether two lists of numbers are equal. */
export function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** ImageNumbers is what is known of one fixed image at an epoch. */
export type ImageNumbers = {
  /** Place in the sprite sheets, from 0. */
  readonly place: number;
  /** Which validation image it is, from 0; null where nobody wrote it down. */
  readonly imageIndex: number | null;
  readonly label: number | null;
  readonly className: string | null;
  /** Mean difference of a pixel's grey value, 0 to 1. */
  readonly pixelError: number;
  readonly reconstructionLossNats: number | null;
  readonly klNats: number | null;
  readonly zMean: readonly (number | null)[] | null;
};

/** prepareImageNumbers joins what the pictures show with what the trainer measured, which older runs lack. */
export function prepareImageNumbers(input: {
  pixelErrors: readonly number[];
  /** Numbers of the epoch shown. */
  evaluation: ImageEvaluations | null;
  /** Which images they are, the same in every epoch. */
  identities: Pick<ImageEvaluations, 'imageIndex' | 'label'> | null;
  classNames: readonly string[] | null;
}): ImageNumbers[] {
  const { pixelErrors, evaluation, identities, classNames } = input;
  return pixelErrors.map((pixelError, place) => {
    const label = identities?.label[place] ?? null;
    return {
      place,
      imageIndex: identities?.imageIndex[place] ?? null,
      label,
      className: label === null ? null : (classNames?.[label] ?? null),
      pixelError,
      reconstructionLossNats: evaluation?.reconstructionLossNats[place] ?? null,
      klNats: evaluation?.klNats[place] ?? null,
      zMean: evaluation?.zMean?.[place] ?? null,
    };
  });
}

/** Measurement says whether single images were measured at an epoch, and whether the file that says so can be read. */
export type Measurement = 'measured' | 'unmeasured' | 'unreadable';

/** measurementOf tells from an epoch's evaluation file and how reading it went. While it is on its way, it is trusted to be right. */
export function measurementOf(artifact: RunArtifact | null, error: Error | null): Measurement {
  if (!artifact) return 'unmeasured';
  return error ? 'unreadable' : 'measured';
}

/** ImageOrder is how the fixed images are sorted: as they stand, the worst first, or class by class. */
export type ImageOrder = 'place' | 'error' | 'class';

/** How bad a reconstruction is: in nats where they were measured, else by its pixels. */
function errorOf({ reconstructionLossNats, pixelError }: ImageNumbers): number {
  return reconstructionLossNats ?? pixelError;
}

/** sortImages returns the places of the images in the order in which to show them. */
export function sortImages(images: readonly ImageNumbers[], order: ImageOrder): number[] {
  const key = (image: ImageNumbers) => {
    if (order === 'error') return -errorOf(image);
    return order === 'class' ? (image.label ?? Number.POSITIVE_INFINITY) : 0;
  };
  return images.toSorted((a, b) => key(a) - key(b) || a.place - b.place).map(({ place }) => place);
}

/** epochsToPreload returns the epochs that will be looked at next: the ones beside, and more ahead while a film plays. */
export function epochsToPreload(
  epochs: readonly number[],
  { epoch, playing }: { epoch: number | null; playing: boolean },
): number[] {
  const at = epoch === null ? -1 : epochs.indexOf(epoch);
  if (at < 0) return [];
  const ahead = playing ? 4 : 1;
  return [...epochs.slice(at + 1, at + 1 + ahead), ...epochs.slice(Math.max(0, at - 1), at)];
}
