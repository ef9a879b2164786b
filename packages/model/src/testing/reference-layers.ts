/**
 * Layers written out as sums in float64, from their definitions and independent of TensorFlow.js, for known values. Tests only;
 * slow. Images are [h][w][c] nested arrays of one image.
 */

/** Image is one image or feature map, by row, column and channel. */
export type Image = number[][][];

/** Kernel is a convolution kernel, flat in the order [3, 3, a, b]. */
export interface Kernel {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** relu is max(x, 0) of every number. */
export function relu(image: Image): Image {
  return image.map((row) => row.map((pixel) => pixel.map((value) => Math.max(value, 0))));
}

/** conv2d is the 3×3 convolution with padding `same` as TensorFlow defines it: surplus padding goes to the bottom and right. */
export function conv2d(image: Image, kernel: Kernel, bias: ArrayLike<number>, stride: number): Image {
  const height = Math.ceil(image.length / stride);
  const width = Math.ceil((image[0]?.length ?? 0) / stride);
  const top = paddingBefore(image.length, height, stride);
  const left = paddingBefore(image[0]?.length ?? 0, width, stride);
  const [, , inputs = 0, outputs = 0] = kernel.shape;
  return zeros(height, width, outputs, (y, x, output) => {
    let sum = bias[output] ?? 0;
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const pixel = image[y * stride + i - top]?.[x * stride + j - left];
        for (let input = 0; pixel && input < inputs; input++) {
          sum += (pixel[input] ?? 0) * at(kernel, i, j, input, output);
        }
      }
    }
    return sum;
  });
}

/** conv2dTranspose spreads each pixel over the nine that a convolution of this stride would have read it from. */
export function conv2dTranspose(
  image: Image,
  kernel: Kernel,
  bias: ArrayLike<number>,
  stride: number,
): Image {
  const height = image.length * stride;
  const width = (image[0]?.length ?? 0) * stride;
  const top = paddingBefore(height, image.length, stride);
  const left = paddingBefore(width, image[0]?.length ?? 0, stride);
  const outputs = kernel.shape[2] ?? 0;
  const result = zeros(height, width, outputs, (_y, _x, output) => bias[output] ?? 0);
  image.forEach((row, y) => {
    row.forEach((pixel, x) => {
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const target = result[y * stride + i - top]?.[x * stride + j - left];
          for (let output = 0; target && output < outputs; output++) {
            target[output] = pixel.reduce(
              (sum, value, input) => sum + value * at(kernel, i, j, output, input),
              target[output] ?? 0,
            );
          }
        }
      }
    });
  });
  return result;
}

/** dense is x · kernel + bias; the kernel is flat in the order [in, out]. */
export function dense(x: readonly number[], kernel: ArrayLike<number>, bias: ArrayLike<number>): number[] {
  return Array.from(bias, (offset, output) =>
    x.reduce((sum, value, input) => sum + value * (kernel[input * bias.length + output] ?? 0), offset),
  );
}

/** crop keeps the first rows and columns. */
export function crop(image: Image, height: number, width: number): Image {
  return image.slice(0, height).map((row) => row.slice(0, width));
}

/** toImage folds flat numbers into rows, columns and channels. */
export function toImage(
  values: ArrayLike<number>,
  [height, width, channels]: readonly [number, number, number],
): Image {
  return zeros(height, width, channels, (y, x, channel) => values[(y * width + x) * channels + channel] ?? 0);
}

function zeros(
  height: number,
  width: number,
  channels: number,
  fill: (y: number, x: number, channel: number) => number,
): Image {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  return range(height).map((y) =>
    range(width).map((x) => range(channels).map((channel) => fill(y, x, channel))),
  );
}

function paddingBefore(larger: number, smaller: number, stride: number): number {
  return Math.floor(Math.max((smaller - 1) * stride + 3 - larger, 0) / 2);
}

function at(
  { values, shape: [, columns = 0, a = 0, b = 0] }: Kernel,
  i: number,
  j: number,
  p: number,
  q: number,
): number {
  return values[((i * columns + j) * a + p) * b + q] ?? 0;
}
