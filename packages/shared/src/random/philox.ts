/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy
 * as 1, 2, 3" (SC 2011). A block of four 32-bit words is a pure function of a key and a counter: there is no state
 * to save. It is not a cryptographic generator.
 */

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** PhiloxKey is the two-word key that selects a stream. */
export type PhiloxKey = readonly [number, number];

/** PhiloxCounter is the four-word counter that selects a block of a stream. */
export type PhiloxCounter = readonly [number, number, number, number];

/** philox4x32 writes the four unsigned words of one block into `out`, which the caller owns. */
export function philox4x32(key: PhiloxKey, counter: PhiloxCounter, out: Uint32Array): void {
  let [key0, key1] = key;
  let [word0, word1, word2, word3] = counter;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, word0);
    const high1 = multiplyHigh(MULTIPLIER_1, word2);
    const low0 = Math.imul(MULTIPLIER_0, word0);
    const low1 = Math.imul(MULTIPLIER_1, word2);
    word0 = (high1 ^ word1 ^ key0) >>> 0;
    word1 = low1 >>> 0;
    word2 = (high0 ^ word3 ^ key1) >>> 0;
    word3 = low0 >>> 0;
    key0 = (key0 + WEYL_0) >>> 0;
    key1 = (key1 + WEYL_1) >>> 0;
  }
  out[0] = word0;
  out[1] = word1;
  out[2] = word2;
  out[3] = word3;
}

/** The upper 32 bits of an unsigned product; the halves keep every intermediate below 2^53, hence exact. */
function multiplyHigh(a: number, b: number): number {
  const low = a * (b & 0xffff);
  const high = a * (b >>> 16);
  return Math.floor((high + Math.floor(low / 0x10000)) / 0x10000);
}
