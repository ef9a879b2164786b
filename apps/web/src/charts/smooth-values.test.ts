import { describe, expect, it } from 'vitest';
import { smoothValues } from './smooth-values.ts';

const smooth = (
  values: (number | null)[],
  more: { weight?: number; steps?: number[]; unitSteps?: number } = {},
) => smoothValues({ steps: values.map((_, i) => i), values, weight: 0.25, unitSteps: 1, ...more });

describe('smoothValues', () => {
  it('weights each value by the square root of the weight for each unit of distance', () => {
    expect(smooth([4, 1])).toEqual([4, (4 * 0.5 + 1) / 1.5]);
  });

  it('is not pulled to zero at the beginning', () => {
    expect(smooth([300, 300, 300])).toEqual([300, 300, 300]);
  });

  it('counts distance, not points: a value two units away has half the weight of one a unit away', () => {
    expect(smooth([4, 1], { steps: [0, 2] })[1]).toBeCloseTo((4 * 0.25 + 1) / 1.25);
    expect(smooth([4, 1], { steps: [0, 20], unitSteps: 10 })[1]).toBeCloseTo((4 * 0.25 + 1) / 1.25);
  });

  it('leaves out what is missing or not finite, and goes on after it', () => {
    expect(smooth([4, null, Number.NaN, Number.POSITIVE_INFINITY, 4])).toEqual([4, null, null, null, 4]);
  });

  it('changes nothing at weight 0', () => {
    expect(smooth([4, 1, 9], { weight: 0 })).toEqual([4, 1, 9]);
  });

  it.each([[[]], [[7]]])('takes %j', (values) => expect(smooth(values)).toEqual(values));
});
