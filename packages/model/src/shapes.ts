import { limits, ShapeMismatchError } from '@laten/shared';
import type { Tensor } from '@tensorflow/tfjs-core';

/** ImageShape is the shape of one image: height, width, channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** ExpectedShape lists the sizes that a tensor must have; a name stands for any size of at least 1. */
export type ExpectedShape = readonly (number | string)[];

/** checkShape refuses a tensor of another rank or size. Throws ShapeMismatchError, which names both shapes. */
export function checkShape(where: string, tensor: Tensor, expected: ExpectedShape): void {
  const received = tensor.shape;
  const fits =
    received.length === expected.length &&
    expected.every((size, axis) =>
      typeof size === 'number' ? received[axis] === size : (received[axis] ?? 0) > 0,
    );
  if (!fits) throw new ShapeMismatchError(where, `[${expected.join(', ')}]`, received);
}

/** checkImageShape refuses images that the model has no layers for. Throws ShapeMismatchError. */
export function checkImageShape(where: string, shape: readonly number[]): void {
  const { min, max } = limits.imageSide;
  const isSide = (size: number | undefined) =>
    Number.isInteger(size) && size !== undefined && size >= min && size <= max;
  const [height, width, channels = 0] = shape;
  if (shape.length === 3 && isSide(height) && isSide(width) && Number.isInteger(channels) && channels >= 1)
    return;
  throw new ShapeMismatchError(
    where,
    `[height, width, channels] with sides from ${min} to ${max} and at least 1 channel`,
    shape,
  );
}
