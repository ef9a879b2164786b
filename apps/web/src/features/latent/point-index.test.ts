import { randomStream } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { createPointIndex } from './point-index.ts';

/** The same by looking at every point. */
function nearestOfAll(xy: Float32Array, shown: Iterable<number>, x: number, y: number, radius: number) {
  let best: number | null = null;
  let least = radius;
  for (const i of shown) {
    const distance = Math.hypot((xy[i * 2] ?? 0) - x, (xy[i * 2 + 1] ?? 0) - y);
    if (distance <= least) [best, least] = [i, distance];
  }
  return best;
}

describe('createPointIndex', () => {
  const xy = new Float32Array(4_000);
  randomStream({ seed: 3, stream: 'samples', step: 0 }).fillNormal(xy);
  const shown = Uint32Array.from({ length: 2_000 }, (_, i) => i).filter((i) => i % 3 !== 0);
  const index = createPointIndex(xy, shown);

  it.each([0.01, 0.1, 1, 10])('finds the nearest shown point within %s, as looking at all does', (radius) => {
    for (let i = 0; i < 200; i++) {
      const [x, y] = [((i * 37) % 100) / 12 - 4, ((i * 61) % 100) / 12 - 4];
      expect(index.nearest(x, y, radius)).toBe(nearestOfAll(xy, shown, x, y, radius));
    }
  });

  it.each([
    { what: 'no points', xy: [], shown: [], nearest: null },
    { what: 'none shown', xy: [0, 0], shown: [], nearest: null },
    { what: 'one point', xy: [5, 5], shown: [0], nearest: 0 },
    { what: 'points in one place', xy: [5, 5, 5, 5], shown: [0, 1], nearest: 1 },
    { what: 'a point that is nowhere', xy: [Number.NaN, 5, 5, 5], shown: [0, 1], nearest: 1 },
  ])('of $what', ({ nearest, ...input }) => {
    const small = createPointIndex(Float32Array.from(input.xy), input.shown);
    expect(small.nearest(5.2, 5, 1)).toBe(nearest);
    expect(small.nearest(50, 50, 1)).toBeNull();
  });
});
