import { randomStream } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { alignPca, computePca, type Pca } from './pca.ts';

/** Images that vary along known directions: `scales[d]` along dimension d. */
function cloud(count: number, scales: readonly number[], seed = 1): Float32Array {
  const values = new Float32Array(count * scales.length);
  randomStream({ seed, stream: 'samples', step: 0 }).fillNormal(values);
  return values.map((value, i) => value * (scales[i % scales.length] ?? 0));
}

const direction = (pca: Pca | null, k: number) => {
  const latentDim = pca?.mean.length ?? 0;
  return [...(pca?.directions.subarray(k * latentDim, (k + 1) * latentDim) ?? [])];
};

describe('computePca', () => {
  it('finds the directions of most variance, and their shares', () => {
    const pca = computePca({ zMean: cloud(2_000, [1, 3, 0.5]), count: 2_000, latentDim: 3, components: 2 });
    expect(Math.abs(direction(pca, 0)[1] ?? 0)).toBeCloseTo(1, 2);
    expect(Math.abs(direction(pca, 1)[0] ?? 0)).toBeCloseTo(1, 2);
    expect(pca?.explained[0]).toBeCloseTo(9 / 10.25, 1);
    expect(pca?.explained).toHaveLength(2);
  });

  it('does with more dimensions than images', () => {
    const scales = Array.from({ length: 300 }, (_, d) => (d === 7 ? 40 : 1));
    const pca = computePca({ zMean: cloud(20, scales), count: 20, latentDim: 300, components: 2 });
    expect(Math.abs(direction(pca, 0)[7] ?? 0)).toBeGreaterThan(0.8);
    expect(direction(pca, 1).every(Number.isFinite)).toBe(true);
  });

  it('leaves out what is not finite', () => {
    const zMean = cloud(50, [2, 1]);
    const dirty = Float32Array.from([...zMean, Number.NaN, 0, Number.POSITIVE_INFINITY, 1]);
    const input = { latentDim: 2, components: 2 };
    expect(computePca({ ...input, zMean: dirty, count: 52 })).toEqual(
      computePca({ ...input, zMean, count: 50 }),
    );
  });

  it.each([
    { what: 'no image', zMean: [], count: 0 },
    { what: 'one image', zMean: [1, 2], count: 1 },
    { what: 'only one that is finite', zMean: [1, 2, Number.NaN, 1], count: 2 },
  ])('finds none of $what', ({ zMean, count }) => {
    expect(computePca({ zMean: Float32Array.from(zMean), count, latentDim: 2, components: 2 })).toBeNull();
  });

  it('finds no share where nothing varies', () => {
    const pca = computePca({ zMean: new Float32Array(20).fill(3), count: 10, latentDim: 2, components: 2 });
    expect(pca?.explained).toEqual([0, 0]);
  });
});

describe('which way round a direction is', () => {
  it.each([{ side: 1 }, { side: -1 }])(
    'follows the classes: the later lie at the plus end ($side)',
    ({ side }) => {
      const count = 200;
      const labels = Array.from({ length: count }, (_, i) => i % 10);
      const noise = cloud(count, [0.1, 0.1]);
      const zMean = noise.map((value, i) => (i % 2 === 0 ? value + side * (labels[i >> 1] ?? 0) : value));
      const pca = computePca({ zMean, count, latentDim: 2, components: 1, labels });
      expect(direction(pca, 0)[0]).toBeCloseTo(side, 1);
    },
  );
});

describe('alignPca', () => {
  const reference = {
    mean: new Float32Array(2),
    directions: Float32Array.of(1, 0, 0, 1),
    explained: [0.7, 0.3],
  };

  it('turns round what points the other way, and nothing else', () => {
    const flipped = { ...reference, directions: Float32Array.of(-0.9, -0.1, 0.1, 0.9) };
    expect([...alignPca(flipped, reference).directions]).toEqual([...Float32Array.of(0.9, 0.1, 0.1, 0.9)]);
  });

  it('keeps a film of epochs from flipping over, whatever signs the sums come out with', () => {
    const epochs = Array.from({ length: 12 }, (_, epoch) => {
      const pca = computePca({
        zMean: cloud(400, [1, 3 + epoch * 0.1, 0.5], epoch + 1),
        count: 400,
        latentDim: 3,
        components: 2,
      });
      if (!pca) throw new Error('no components');
      return epoch % 3 === 1 ? { ...pca, directions: pca.directions.map((value) => -value) } : pca;
    });
    const film: Pca[] = [];
    for (const pca of epochs) {
      const before = film.at(-1);
      film.push(before ? alignPca(pca, before) : pca);
    }
    const signs = new Set(film.map((pca) => Math.sign(direction(pca, 0)[1] ?? 0)));
    expect(signs.size).toBe(1);
  });
});
