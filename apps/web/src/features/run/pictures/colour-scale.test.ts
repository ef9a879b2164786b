import { describe, expect, it } from 'vitest';
import { paintImage } from './colour-scale.ts';

const paint = (value: number, shade: 'grey' | 'error') => [
  ...paintImage({ pixels: Uint8ClampedArray.of(value) }, shade),
];

describe('paintImage', () => {
  it('shows a grey value as itself', () => expect(paint(77, 'grey')).toEqual([77, 77, 77, 255]));

  it('shows no difference as black and the largest as pale yellow', () => {
    expect(paint(0, 'error')).toEqual([0, 0, 4, 255]);
    expect(paint(255, 'error')).toEqual([252, 255, 164, 255]);
  });

  it('grows lighter with the difference', () => {
    const lightness = Array.from({ length: 256 }, (_, value) => {
      const [red = 0, green = 0, blue = 0] = paint(value, 'error');
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect(lightness).toEqual(lightness.toSorted((a, b) => a - b));
  });
});
