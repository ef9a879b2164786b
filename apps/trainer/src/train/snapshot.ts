import { kerasModelArtifacts, latentGrid, type Vae } from '@laten/model';
import {
  encodeImageEvaluations,
  encodeLatents,
  latentsSizeBytes,
  limits,
  type NewArtifact,
  randomStream,
} from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { gatherImages } from '../datasets/image-batches.ts';
import type { LabelledImages } from '../datasets/load-dataset.ts';
import type { Evaluation } from './evaluate.ts';
import { evaluateImages } from './image-evaluations.ts';
import { spriteSheet } from './sprite-sheet.ts';

/** Pictures and latents of one epoch, and the encoder and decoder that made them. */

const SPRITE_COLUMNS = 8;
const GRID_SIDE = 20;
const LATENTS_BYTES = 1024 * 1024;
const KEPT_EPOCHS = { rule: 'thin', keep: 30 } as const;

/** SnapshotInput is what a snapshot is taken of. */
export type SnapshotInput = {
  readonly vae: Vae;
  readonly validation: LabelledImages;
  /** Indices of the fixed images in `validation`. */
  readonly evaluationImages: readonly number[];
  readonly evaluation: Pick<Evaluation, 'reconstructionPerImage' | 'zMean' | 'zLogVar'>;
  readonly step: number;
  readonly epoch: number;
};

/** evaluationImagesArtifact is the fixed images themselves; equal bytes are stored once, whatever the number of runs. */
export function evaluationImagesArtifact(
  validation: LabelledImages,
  indices: readonly number[],
): NewArtifact {
  const pixels = gatherImages(validation, indices);
  return picture('evaluation-images', 'evaluation-images', null, {
    pixels,
    ...sizeOf(validation),
    columns: SPRITE_COLUMNS,
  });
}

/** takeSnapshot draws the pictures of an epoch and packs its latents, encoder and decoder. */
export function takeSnapshot(input: SnapshotInput): NewArtifact[] {
  const { vae, validation, step, epoch } = input;
  const at = { step, epoch };
  const size = sizeOf(validation);
  const artifacts = [
    picture('reconstructions', 'reconstructions', at, {
      pixels: reconstruct(input),
      ...size,
      columns: SPRITE_COLUMNS,
    }),
    picture('samples', 'samples', at, { pixels: decodeSamples(vae), ...size, columns: SPRITE_COLUMNS }),
    latentsArtifact(input),
    evaluationArtifact(input),
    ...modelArtifacts(vae, 'encoder', at),
    ...modelArtifacts(vae, 'decoder', at),
  ];
  if (vae.latentDim === 2) {
    artifacts.push(
      picture('latent-grid', 'latent-grid', at, { pixels: decodeGrid(vae), ...size, columns: GRID_SIDE }),
    );
  }
  return artifacts;
}

type Position = { readonly step: number; readonly epoch: number };

function sizeOf({ height, width }: LabelledImages): { height: number; width: number } {
  return { height, width };
}

function picture(
  name: string,
  kind: NewArtifact['kind'],
  at: Position | null,
  sheet: Parameters<typeof spriteSheet>[0],
): NewArtifact {
  const position = at ?? { step: null, epoch: null };
  return { name: `${name}.png`, kind, ...position, mediaType: 'image/png', bytes: spriteSheet(sheet) };
}

function reconstruct({ vae, validation, evaluationImages }: SnapshotInput): Float32Array {
  return tf.tidy(() => {
    const shape: [number, number, number, number] = [
      evaluationImages.length,
      validation.height,
      validation.width,
      1,
    ];
    return vae
      .reconstruct(tf.tensor4d(gatherImages(validation, evaluationImages), shape))
      .dataSync<'float32'>();
  });
}

/** The same latents in every epoch and every run of a latentDim: what changes in the picture is the decoder. */
function decodeSamples(vae: Vae): Float32Array {
  const latents = new Float32Array(limits.evaluationImages * vae.latentDim);
  randomStream({ seed: 0, stream: 'samples', step: 0 }).fillNormal(latents);
  return tf.tidy(() =>
    vae.decode(tf.tensor2d(latents, [limits.evaluationImages, vae.latentDim])).dataSync<'float32'>(),
  );
}

function decodeGrid(vae: Vae): Float32Array {
  return tf.tidy(() => vae.decode(latentGrid({ side: GRID_SIDE })).dataSync<'float32'>());
}

/** The fixed images first, then the other validation images, as many as fit. */
function latentsArtifact(input: SnapshotInput): NewArtifact {
  const { vae, validation, evaluationImages, evaluation, step, epoch } = input;
  const { latentDim } = vae;
  const fitting = Math.floor(
    LATENTS_BYTES / (latentsSizeBytes(1, latentDim) - latentsSizeBytes(0, latentDim)),
  );
  const fixed = new Set(evaluationImages);
  const others = Array.from({ length: validation.count }, (_, i) => i).filter((i) => !fixed.has(i));
  const chosen = [...evaluationImages, ...others].slice(0, Math.max(evaluationImages.length, fitting));
  const rows = (values: Float32Array) => {
    const out = new Float32Array(chosen.length * latentDim);
    chosen.forEach((index, i) => {
      out.set(values.subarray(index * latentDim, (index + 1) * latentDim), i * latentDim);
    });
    return out;
  };
  const bytes = encodeLatents({
    count: chosen.length,
    latentDim,
    zMean: rows(evaluation.zMean),
    zLogVar: rows(evaluation.zLogVar),
    imageIndex: Uint32Array.from(chosen),
    labels: Uint8Array.from(chosen, (index) => validation.labels[index] ?? 0),
  });
  return {
    name: 'latents.bin',
    kind: 'latents',
    step,
    epoch,
    mediaType: 'application/octet-stream',
    bytes,
    retention: KEPT_EPOCHS,
  };
}

function evaluationArtifact(input: SnapshotInput): NewArtifact {
  const { vae, validation, evaluationImages, evaluation, step, epoch } = input;
  const { latentDim } = vae;
  const { labels } = validation;
  return {
    name: 'evaluation.json',
    kind: 'evaluation',
    step,
    epoch,
    mediaType: 'application/json',
    bytes: encodeImageEvaluations(
      evaluateImages({ evaluation, indices: evaluationImages, labels, latentDim }),
    ),
    retention: KEPT_EPOCHS,
  };
}

/** `tf.loadLayersModel` reads `<part>/model.json` and, beside it, `<part>/weights.bin`. */
function modelArtifacts(vae: Vae, part: 'encoder' | 'decoder', at: Position): NewArtifact[] {
  const { weightData, weightSpecs, ...topology } = kerasModelArtifacts(vae, part);
  const model = { ...topology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] };
  const common = { kind: part, ...at, retention: KEPT_EPOCHS } as const;
  return [
    {
      name: `${part}/model.json`,
      mediaType: 'application/json',
      bytes: new TextEncoder().encode(JSON.stringify(model)),
      ...common,
    },
    {
      name: `${part}/weights.bin`,
      mediaType: 'application/octet-stream',
      bytes: new Uint8Array(weightData as ArrayBuffer),
      ...common,
    },
  ];
}
