import type { AdamSlots, TensorBundle } from '@laten/model';
import { isLatenError, LatenError, parseConfig, type RunConfig } from '@laten/shared';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * A checkpoint is a zip of `manifest.json`, `weights.bin` and `adam.bin`: all that is needed to go on bit for bit.
 * There is no random state in it, because randomness is a function of seed, stream and step.
 */

/** The version of the layout; another one is refused. */
const CHECKPOINT_FORMAT = 1;

/** Checkpoint is a position in a training, and the weights and optimiser slots there. */
export type Checkpoint = {
  readonly config: RunConfig;
  readonly imageShape: readonly [height: number, width: number, channels: number];
  /** Optimiser updates done. The next batch follows from it. */
  readonly step: number;
  /** Finished epochs. */
  readonly epoch: number;
  readonly beta: number;
  readonly best: BestEpoch | null;
  readonly weights: TensorBundle;
  readonly adam: AdamSlots;
};

/** BestEpoch is the epoch with the lowest val_nelbo so far; its checkpoint is kept. */
export type BestEpoch = { readonly step: number; readonly nelbo: number };

/** encodeCheckpoint packs a checkpoint into one file. Weights are noise to a compressor, so they are stored as they are. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { weights, adam, ...position } = checkpoint;
  const manifest = {
    formatVersion: CHECKPOINT_FORMAT,
    ...position,
    weightsManifest: [{ paths: ['weights.bin'], weights: weights.specs }],
    adam: { updates: adam.updates, weightsManifest: [{ paths: ['adam.bin'], weights: adam.specs }] },
  };
  return zipSync(
    {
      'manifest.json': strToU8(JSON.stringify(manifest, null, 2)),
      'weights.bin': new Uint8Array(weights.data),
      'adam.bin': new Uint8Array(adam.data),
    },
    { level: 0, mtime: '1980-01-01' },
  );
}

/** decodeCheckpoint unpacks and checks a checkpoint. Throws LatenError (CHECKPOINT_UNUSABLE). */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  try {
    const files = unzipSync(bytes);
    const manifest = JSON.parse(strFromU8(requireFile(files, 'manifest.json')));
    if (manifest.formatVersion !== CHECKPOINT_FORMAT) {
      throw unusable(
        `its format is version ${manifest.formatVersion}; this Laten reads version ${CHECKPOINT_FORMAT}.`,
      );
    }
    return {
      config: parseConfig(manifest.config),
      imageShape: manifest.imageShape,
      step: manifest.step,
      epoch: manifest.epoch,
      beta: manifest.beta,
      best: manifest.best,
      weights: {
        specs: manifest.weightsManifest[0].weights,
        data: copyOf(requireFile(files, 'weights.bin')),
      },
      adam: {
        updates: manifest.adam.updates,
        specs: manifest.adam.weightsManifest[0].weights,
        data: copyOf(requireFile(files, 'adam.bin')),
      },
    };
  } catch (cause) {
    if (isLatenError(cause)) throw cause;
    throw unusable('it is damaged.', cause);
  }
}

function requireFile(files: Readonly<Record<string, Uint8Array>>, name: string): Uint8Array {
  const file = files[name];
  if (!file) throw unusable(`it has no ${name}.`);
  return file;
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function unusable(problem: string, cause?: unknown): LatenError {
  return new LatenError('CHECKPOINT_UNUSABLE', `The checkpoint cannot be used: ${problem}`, { cause });
}
