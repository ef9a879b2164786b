import { describe, expect, test } from 'vitest';
import { randomStream, randomStreams } from './random-stream.ts';

const COUNT = 100_000;

function normals(input: Partial<Parameters<typeof randomStream>[0]>, count = COUNT): Float32Array {
  return randomStream({ seed: 7, stream: 'epsilon', step: 0, ...input }).fillNormal(new Float32Array(count));
}

function mean(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count++;
  }
  return sum / count;
}

function correlation(a: Float32Array, b: Float32Array): number {
  return mean(a.map((value, index) => value * (b[index] ?? 0)));
}

describe('fillUniform', () => {
  const uniform = randomStream({ seed: 3, stream: 'weights', step: 1 }).fillUniform(new Float32Array(COUNT));

  test('stays in [0, 1) and has the mean and variance of a uniform variable', () => {
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    expect(mean(uniform.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 3);
  });

  test('fills a target whose length is no multiple of four', () => {
    const short = randomStream({ seed: 3, stream: 'weights', step: 1 }).fillUniform(new Float32Array(7));
    expect([...short]).toEqual([...uniform.subarray(0, 7)]);
  });
});

describe('fillNormal', () => {
  test('has the first four moments of N(0, 1)', () => {
    const values = normals({});
    expect(Math.abs(mean(values))).toBeLessThan(0.015);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(0.05);
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.1);
  });

  test('neighbouring values are uncorrelated', () => {
    const values = normals({});
    expect(Math.abs(correlation(values.subarray(0, -1), values.subarray(1)))).toBeLessThan(0.015);
  });

  test('another seed, stream or step gives uncorrelated values', () => {
    const base = normals({});
    for (const other of [normals({ seed: 8 }), normals({ stream: 'samples' }), normals({ step: 1 })]) {
      expect(Math.abs(correlation(base, other))).toBeLessThan(0.015);
    }
  });

  test('steps beyond 32 bits are steps of their own', () => {
    expect([...normals({ step: 2 ** 32 + 5 }, 4)]).not.toEqual([...normals({ step: 5 }, 4)]);
  });

  test('a shorter target gets the first values of a longer one, odd lengths too', () => {
    expect([...normals({}, 5)]).toEqual([...normals({}, 64).subarray(0, 5)]);
  });

  test('the order of calls changes nothing', () => {
    const stream = randomStream({ seed: 7, stream: 'epsilon', step: 0 });
    stream.shuffledIndices(100);
    stream.fillUniform(new Float32Array(10));
    expect([...stream.fillNormal(new Float32Array(9))]).toEqual([...normals({}, 9)]);
  });
});

describe('shuffledIndices', () => {
  const shuffle = (step: number, count: number) =>
    randomStream({ seed: 1, stream: 'shuffle', step }).shuffledIndices(count);

  test('is a permutation, and another one for another epoch', () => {
    const order = shuffle(0, 60_000);
    expect(order.toSorted().every((value, index) => value === index)).toBe(true);
    expect([...shuffle(1, 60_000).subarray(0, 20)]).not.toEqual([...order.subarray(0, 20)]);
  });

  test('every value is equally likely in every place', () => {
    const counts = new Float64Array(16);
    const rounds = 20_000;
    for (let step = 0; step < rounds; step++) {
      shuffle(step, 4).forEach((value, place) => {
        counts[value * 4 + place] = (counts[value * 4 + place] ?? 0) + 1;
      });
    }
    for (const count of counts) expect(Math.abs(count / rounds - 0.25)).toBeLessThan(0.015);
  });

  test('handles nothing and one', () => {
    expect([...shuffle(0, 0)]).toEqual([]);
    expect([...shuffle(0, 1)]).toEqual([0]);
  });
});

test('no two streams share a number', () => {
  const numbers = Object.values(randomStreams);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test.each([{ seed: -1 }, { seed: 2 ** 32 }, { seed: 0.5 }, { step: -1 }, { step: 1.5 }])(
  'a seed or step out of range is refused: %o',
  (input) => {
    expect(() => randomStream({ seed: 1, stream: 'epsilon', step: 0, ...input })).toThrow(RangeError);
  },
);
