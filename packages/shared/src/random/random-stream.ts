import { type PhiloxKey, philox4x32 } from './philox.ts';

/**
 * Randomness as a function: value = f(seed, stream, step). There is no generator state, so a resumed run draws
 * what the uninterrupted one would have drawn, and the order of calls changes nothing.
 */

/**
 * randomStreams gives each independent use of randomness its number, and says what its `step` counts.
 * A number is part of the meaning of every stored seed: add new ones, never change or reuse one.
 */
export const randomStreams = {
  /** Initial weights; step: index of the variable in the model's order. */
  weights: 1,
  /** Order of the training images; step: epoch. */
  shuffle: 2,
  /** Noise of the reparameterisation in training; step: optimiser updates done. */
  epsilon: 3,
  /** Noise of `val_*`, the same in every epoch; step: index of the batch. */
  'validation-epsilon': 4,
  /** Noise of `test_*`; step: index of the batch. */
  'test-epsilon': 5,
  /** Fixed latents of the sample pictures; step: 0. */
  samples: 6,
  /** Which training images are held out for `val_*`; step: 0. */
  split: 7,
  /** Points of a random search, from its search seed: one uniform for each swept key, in alphabetical order; step: number of the point. */
  sweep: 8,
} as const;

/** RandomStreamName is the name of one independent use of randomness. */
export type RandomStreamName = keyof typeof randomStreams;

/**
 * RandomStream draws from one (seed, stream, step). Every call starts at the stream's beginning: two calls with
 * targets of one length give the same values, and a shorter target gets the first values of a longer one.
 * For different values take another step or another stream.
 */
export interface RandomStream {
  /** fillUniform fills the target with numbers of [0, 1), each a multiple of 2^-24. */
  fillUniform(target: Float32Array): Float32Array;
  /** fillNormal fills the target from N(0, 1) (Box and Muller 1958); no value lies beyond ±6.7. */
  fillNormal(target: Float32Array): Float32Array;
  /** shuffledIndices returns a random order of 0 … count − 1 (Fisher and Yates); its bias is below count / 2^32. */
  shuffledIndices(count: number): Uint32Array;
}

/** randomStream returns the stream of a seed (0 … 2^32 − 1), a named use and a step (a whole number ≥ 0). */
export function randomStream(input: { seed: number; stream: RandomStreamName; step: number }): RandomStream {
  const drawBlock = blockSource(input);
  return {
    fillUniform: (target) => fillUniform(target, drawBlock),
    fillNormal: (target) => fillNormal(target, drawBlock),
    shuffledIndices: (count) => shuffledIndices(count, drawBlock),
  };
}

/** Returns the four words of a block; the array is reused by the next call. */
type BlockSource = (block: number) => Uint32Array;

function blockSource({ seed, stream, step }: Parameters<typeof randomStream>[0]): BlockSource {
  if (!isUint32(seed))
    throw new RangeError(`seed: expected a whole number from 0 to 4294967295, received ${seed}.`);
  if (!Number.isSafeInteger(step) || step < 0) {
    throw new RangeError(`step: expected a whole number from 0, received ${step}.`);
  }
  const key: PhiloxKey = [seed, randomStreams[stream]];
  const stepLow = step >>> 0;
  const stepHigh = Math.floor(step / 2 ** 32);
  const words = new Uint32Array(4);
  return (block) => {
    philox4x32(key, [block, 0, stepLow, stepHigh], words);
    return words;
  };
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}

function fillUniform(target: Float32Array, drawBlock: BlockSource): Float32Array {
  for (let at = 0; at < target.length; at += 4) {
    const words = drawBlock(at / 4);
    const count = Math.min(4, target.length - at);
    for (let i = 0; i < count; i++) target[at + i] = ((words[i] as number) >>> 8) * 2 ** -24;
  }
  return target;
}

function fillNormal(target: Float32Array, drawBlock: BlockSource): Float32Array {
  for (let at = 0; at < target.length; at += 2) {
    const words = drawBlock(at >>> 2);
    const pair = at & 2;
    // The radius uses (0, 1], so that its logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(((words[pair] as number) + 1) * 2 ** -32));
    const angle = 2 * Math.PI * (words[pair + 1] as number) * 2 ** -32;
    target[at] = radius * Math.cos(angle);
    if (at + 1 < target.length) target[at + 1] = radius * Math.sin(angle);
  }
  return target;
}

function shuffledIndices(count: number, drawBlock: BlockSource): Uint32Array {
  if (!isUint32(count)) throw new RangeError(`count: expected a whole number from 0, received ${count}.`);
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  let words = drawBlock(0);
  for (let last = count - 1, drawn = 0; last > 0; last--, drawn++) {
    if (drawn % 4 === 0) words = drawBlock(drawn / 4);
    const chosen = Math.floor((words[drawn % 4] as number) * 2 ** -32 * (last + 1));
    const moved = indices[last] as number;
    indices[last] = indices[chosen] as number;
    indices[chosen] = moved;
  }
  return indices;
}
