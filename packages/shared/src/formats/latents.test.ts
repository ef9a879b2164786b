import { expect, it } from 'vitest';
import { decodeLatents, encodeLatents, latentsSizeBytes } from './latents.ts';

const latents = {
  count: 3,
  latentDim: 2,
  zMean: Float32Array.of(1, 2, 3, 4, 5, 6),
  zLogVar: Float32Array.of(-1, -2, -3, -4, -5, Number.NaN),
  imageIndex: Uint32Array.of(0, 9_999, 70_000),
  labels: Uint8Array.of(9, 0, 255),
};

it('reads back what it wrote, at any offset in a larger buffer', () => {
  const bytes = encodeLatents(latents);
  const shifted = new Uint8Array(bytes.byteLength + 3);
  shifted.set(bytes, 3);
  expect(decodeLatents(shifted.subarray(3))).toEqual(latents);
});

it('has the documented layout', () => {
  const bytes = encodeLatents(latents);
  expect(bytes.byteLength).toBe(16 + 3 * (2 * 8 + 5));
  expect(latentsSizeBytes(3, 2)).toBe(bytes.byteLength);
  expect(new TextDecoder().decode(bytes.subarray(0, 8))).toBe('LATENTS1');
  const view = new DataView(bytes.buffer);
  expect(view.getFloat32(16 + 4 * 6, true)).toBe(-1);
  expect(view.getUint32(16 + 8 * 6 + 4, true)).toBe(9_999);
  expect(bytes.at(-1)).toBe(255);
});

it('refuses other bytes and truncated ones', () => {
  expect(() => decodeLatents(new TextEncoder().encode('not a latents file'))).toThrow(/Not a latents file/);
  expect(() => decodeLatents(encodeLatents(latents).subarray(0, -1))).toThrow(/Not a latents file/);
});
