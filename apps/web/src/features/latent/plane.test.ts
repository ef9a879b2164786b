import type { Latents } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { choiceToDraw, createPlane, firstChoice, projectLatents, zAt } from './plane.ts';

const latentsOf = (latentDim: number, rows: number[][], labels = rows.map(() => 0)): Latents => ({
  count: rows.length,
  latentDim,
  zMean: Float32Array.from(rows.flat()),
  zLogVar: new Float32Array(rows.length * latentDim),
  imageIndex: Uint32Array.from(rows.keys()),
  labels: Uint8Array.from(labels),
});

const pca = {
  mean: Float32Array.of(1, 1, 1),
  directions: Float32Array.of(0, 0, 1, 0.6, 0.8, 0),
  explained: [0.612, 0.2],
};

describe('firstChoice', () => {
  it.each([
    [1, { kind: 'axes', x: 0, y: 0 }],
    [2, { kind: 'axes', x: 0, y: 1 }],
    [64, { kind: 'pca', x: 0, y: 1 }],
  ] as const)('of %s dimensions', (latentDim, choice) => expect(firstChoice(latentDim)).toEqual(choice));
});

describe('choiceToDraw', () => {
  const before = { kind: 'axes', x: 3, y: 5 } as const;
  const components = { kind: 'pca', x: 0, y: 1 } as const;

  it('stays with the dimensions until the components are found', () => {
    expect(choiceToDraw(components, { before, hasPca: false })).toBe(before);
    expect(choiceToDraw(components, { before, hasPca: true })).toBe(components);
  });

  it('draws dimensions at once', () => {
    expect(choiceToDraw(before, { before: components, hasPca: false })).toBe(before);
  });
});

describe('a plane of two dimensions', () => {
  const plane = createPlane({ kind: 'axes', x: 2, y: 0 }, 3, null);

  it('shows those, by their names', () => {
    expect([plane.xLabel, plane.yLabel, plane.whole]).toEqual(['z2', 'z0', false]);
    expect([
      ...projectLatents(
        latentsOf(3, [
          [1, 2, 3],
          [4, 5, 6],
        ]),
        plane,
      ),
    ]).toEqual([3, 1, 6, 4]);
  });

  it('leads back to z, the others 0', () => expect([...zAt(plane, 3, 1)]).toEqual([1, 0, 3]));

  it('is the whole space where there are only two', () => {
    expect(createPlane({ kind: 'axes', x: 0, y: 1 }, 2, null).whole).toBe(true);
  });
});

describe('a plane of principal components', () => {
  const plane = createPlane({ kind: 'pca', x: 0, y: 1 }, 3, pca);

  it('shows the sum of their shares of the variance', () => {
    expect(plane.explained).toBeCloseTo(0.812, 5);
    expect(createPlane({ kind: 'pca', x: 1, y: 1 }, 3, pca).explained).toBeCloseTo(0.2, 5);
    expect(createPlane({ kind: 'axes', x: 0, y: 1 }, 3, null).explained).toBeNull();
  });

  it('says how much of the variance each shows', () => {
    expect([plane.xLabel, plane.yLabel]).toEqual(['PC1 (61 %)', 'PC2 (20 %)']);
  });

  it('projects from the mean, and leads back to it', () => {
    const [x, y] = projectLatents(latentsOf(3, [[1.6, 1.8, 3]]), plane);
    expect([x, y]).toEqual([2, expect.closeTo(1)]);
    expect([...zAt(plane, 0, 0)]).toEqual([1, 1, 1]);
    const back = zAt(plane, x ?? 0, y ?? 0);
    expect([...back]).toEqual([expect.closeTo(1.6), expect.closeTo(1.8), expect.closeTo(3)]);
  });
});

describe('a strip', () => {
  const plane = createPlane({ kind: 'axes', x: 0, y: 0 }, 1, null);
  const xy = projectLatents(latentsOf(1, [[0.5], [1.5], [2.5]], [0, 3, 3]), plane);

  it('keeps x, and puts each class into a row, the first on top', () => {
    expect([xy[0], xy[2], xy[4]]).toEqual([0.5, 1.5, 2.5]);
    // 2.5 across makes rows 0.5 apart.
    for (const [i, label] of [0, 3, 3].entries()) {
      expect(Math.abs((xy[i * 2 + 1] ?? 0) + label * 0.5)).toBeLessThan(0.25);
    }
  });

  it('leads back to z from x alone', () => expect([...zAt(plane, 0.7, -9)]).toEqual([expect.closeTo(0.7)]));
});
