import { z } from 'zod';
import { LatenError } from '../errors.ts';

/**
 * The JSON format of an artifact of kind `evaluation`: what the fixed evaluation images cost after an epoch, in the
 * order in which the sprite sheets show them. Numbers are of the pass that `val_*` come from: one sampled z an image,
 * the same noise in every epoch. A value that is not finite is null.
 */

/** EVALUATION_MOST_LATENT_DIM is the largest latentDim whose means are written; `latents.bin` has them all. */
export const EVALUATION_MOST_LATENT_DIM = 8;

const value = z.number().nullable();
const wholeNumber = z.number().int().nonnegative();

/** imageEvaluationsSchema validates what an evaluation file says. Arrays have an entry for each image. */
export const imageEvaluationsSchema = z
  .strictObject({
    formatVersion: z.literal(1),
    /** Position in the validation images. */
    imageIndex: z.array(wholeNumber),
    label: z.array(wholeNumber),
    /** Sum over pixels. */
    reconstructionLossNats: z.array(value),
    /** Sum over latent dimensions. */
    klNats: z.array(value),
    /** [image][dimension]; only up to EVALUATION_MOST_LATENT_DIM dimensions. */
    zMean: z.array(z.array(value)).optional(),
  })
  .refine(
    ({ imageIndex, formatVersion: _version, ...columns }) =>
      Object.values(columns).every((column) => column === undefined || column.length === imageIndex.length),
    { message: 'Every list must have an entry for each image.' },
  );

/** ImageEvaluations are the numbers of the fixed evaluation images after an epoch. */
export type ImageEvaluations = z.infer<typeof imageEvaluationsSchema>;

/** encodeImageEvaluations writes the JSON format; a value that is not finite becomes null, as JSON has no other word for it. */
export function encodeImageEvaluations(evaluations: ImageEvaluations): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(evaluations));
}

/** parseImageEvaluations reads the JSON format. Throws LatenError when the text is not of it. */
export function parseImageEvaluations(text: string): ImageEvaluations {
  const result = imageEvaluationsSchema.safeParse(readJson(text));
  if (result.success) return result.data;
  throw new LatenError('USAGE', `Not an evaluation file: ${z.prettifyError(result.error)}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
