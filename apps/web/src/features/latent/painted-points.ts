import type { FrameSize, View } from './view.ts';

/** PaintedPoints are points as they are drawn: x and y in turn, and red, green, blue, opacity in turn. */
export type PaintedPoints = {
  readonly xy: Float32Array;
  readonly colors: Uint8Array;
  readonly radiusPx: number;
};

/** PointsPainter draws points into its host. `paint` is called for each frame; a changed array must be another object. */
export type PointsPainter = {
  readonly kind: 'webgl' | 'canvas';
  paint(points: PaintedPoints, view: View, size: FrameSize): void;
  dispose(): void;
};
