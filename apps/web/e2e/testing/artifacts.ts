import { encodeImageEvaluations, encodeLatents, type NewArtifact, randomStream } from '@laten/shared';
import { encodeGreyPng } from './png.ts';

/** Files as the trainer stores them, small and made up, for runs that a test records by itself. */

const COLUMNS = 8;
const IMAGES = 64;
const STEPS_PER_EPOCH = 8;

type SheetKind = 'evaluation-images' | 'reconstructions' | 'samples' | 'latent-grid';

/** sheetPixel is the grey value of all pixels of an image on a made-up sheet. */
export function sheetPixel(kind: SheetKind, { image, epoch }: { image: number; epoch: number }): number {
  return kind === 'evaluation-images' ? 255 - image * 3 : 60 + epoch * 40 + image;
}

/** sheetArtifact is a sheet of 64 square images, each of one grey value. The evaluation images are of no epoch. */
export function sheetArtifact(
  kind: SheetKind,
  { side, epoch }: { side: number; epoch: number },
): NewArtifact {
  const width = COLUMNS * side;
  const pixels = Uint8Array.from({ length: width * width }, (_, i) => {
    const column = Math.floor((i % width) / side);
    const row = Math.floor(i / width / side);
    return sheetPixel(kind, { image: row * COLUMNS + column, epoch });
  });
  const bytes = encodeGreyPng({ width, height: width, pixels });
  const place = kind === 'evaluation-images' ? { step: null, epoch: null } : placeOf(epoch);
  return { name: `${kind}.png`, kind, ...place, mediaType: 'image/png', bytes };
}

/** Places images of ten classes round the middle. */
function latentsArtifact({ latentDim, epoch }: { latentDim: number; epoch: number }): NewArtifact {
  const count = 200;
  const random = randomStream({ seed: 1, stream: 'samples', step: epoch });
  const bytes = encodeLatents({
    count,
    latentDim,
    zMean: random.fillNormal(new Float32Array(count * latentDim)),
    zLogVar: new Float32Array(count * latentDim).fill(-2),
    imageIndex: Uint32Array.from({ length: count }, (_, i) => i),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  });
  return {
    name: 'latents.bin',
    kind: 'latents',
    ...placeOf(epoch),
    mediaType: 'application/octet-stream',
    bytes,
  };
}

/** Says what each of the 64 images costs. */
function evaluationArtifact(epoch: number): NewArtifact {
  const column = (value: (i: number) => number) => Array.from({ length: IMAGES }, (_, i) => value(i));
  const bytes = encodeImageEvaluations({
    formatVersion: 1,
    imageIndex: column((i) => i),
    label: column((i) => i % 10),
    reconstructionLossNats: column((i) => 250 + ((i * 37) % IMAGES)),
    klNats: column((i) => 5 + i / 10),
  });
  return {
    name: 'evaluation.json',
    kind: 'evaluation',
    ...placeOf(epoch),
    mediaType: 'application/json',
    bytes,
  };
}

/** pictureArtifacts are all pictures and numbers of so many epochs. */
export function pictureArtifacts({
  side,
  epochs,
  latentDim,
}: {
  side: number;
  epochs: number;
  latentDim: number;
}): NewArtifact[] {
  const ofEpoch = (epoch: number) => [
    sheetArtifact('reconstructions', { side, epoch }),
    sheetArtifact('samples', { side, epoch }),
    ...(latentDim === 2 ? [sheetArtifact('latent-grid', { side, epoch })] : []),
    evaluationArtifact(epoch),
    latentsArtifact({ latentDim, epoch }),
  ];
  const numbers = Array.from({ length: epochs }, (_, i) => i + 1);
  return [sheetArtifact('evaluation-images', { side, epoch: 0 }), ...numbers.flatMap(ofEpoch)];
}

function placeOf(epoch: number): { step: number; epoch: number } {
  return { step: epoch * STEPS_PER_EPOCH, epoch };
}
