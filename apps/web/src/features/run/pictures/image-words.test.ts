import { describe, expect, it } from 'vitest';
import { describeImage, listImageFacts, nameOfImage, writeError } from './image-words.ts';
import type { ImageNumbers } from './prepare-pictures.ts';

const image: ImageNumbers = {
  place: 10,
  imageIndex: 4_210,
  label: 9,
  className: 'Ankle boot',
  pixelError: 0.0712,
  reconstructionLossNats: 231.254,
  klNats: 5.5,
  zMean: [0.12345, -1],
};
const unmeasured: ImageNumbers = { ...image, reconstructionLossNats: null, klNats: null, zMean: null };

describe('nameOfImage', () => {
  it.each([
    [image, 'Ankle boot'],
    [{ ...image, className: null }, 'class 9'],
    [{ ...image, className: null, label: null }, 'image 4,210'],
    [{ ...image, className: null, label: null, imageIndex: null }, 'place 11'],
  ])('case %#', (of, name) => expect(nameOfImage(of)).toBe(name));
});

describe('the error of an image', () => {
  it('is in nats where it was measured, else in grey', () => {
    expect([writeError(image), writeError(unmeasured)]).toEqual(['231.3', '7.1 %']);
    expect(describeImage(image)).toBe('Ankle boot, image 4,210: reconstruction loss 231.3 nats');
    expect(describeImage(unmeasured)).toBe('Ankle boot, image 4,210: mean pixel difference 7.1 %');
  });
});

describe('listImageFacts', () => {
  it('lists all that was measured', () => {
    expect(Object.fromEntries(listImageFacts(image).map(({ label, value }) => [label, value]))).toEqual({
      Class: 'Ankle boot',
      'Validation image': 'image 4,210',
      Place: 'row 2, column 3',
      'Reconstruction loss': '231.25 nats',
      KL: '5.50 nats',
      'Mean pixel difference': '7.1 %',
      zMean: '(0.123, -1)',
    });
  });

  it('leaves out what was not', () => expect(listImageFacts(unmeasured)).toHaveLength(4));
});
