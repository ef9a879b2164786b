import { findTileSize, tileAt } from '@laten/shared';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { validationSheetArtifact } from './validation-sheet.ts';

describe('validationSheetArtifact', () => {
  const [count, height, width] = [400, 20, 30];
  const pixels = Uint8Array.from(
    { length: count * height * width },
    (_, i) => (i * 7 + Math.floor(i / 600)) % 256,
  );
  const artifact = validationSheetArtifact({ count, height, width, pixels, labels: new Uint8Array(count) });
  const sheet = decode(artifact.bytes);

  it('says how large an image is', () => {
    expect(findTileSize(artifact.bytes)).toEqual({ height, width });
  });

  it.each([0, 1, 135, 136, 399])('holds image %s, byte for byte', (index) => {
    const corner = tileAt(index, sheet, { height, width });
    if (!corner) throw new Error('the sheet does not hold it');
    const tile = Array.from({ length: height * width }, (_, i) => {
      const [x, y] = [corner.x + (i % width), corner.y + Math.floor(i / width)];
      return sheet.data[y * sheet.width + x];
    });
    expect(tile).toEqual(Array.from(pixels.subarray(index * height * width, (index + 1) * height * width)));
  });

  it('is the same for the same images, whatever the run', () => {
    const again = validationSheetArtifact({ count, height, width, pixels, labels: new Uint8Array(count) });
    expect(again.bytes).toEqual(artifact.bytes);
  });
});
