import { describe, expect, it } from 'vitest';
import { prepareCsv } from './prepare-csv.ts';

const clock = { stepToTimeMs: (step: number) => 1000 + step * 1.25 };

describe('prepareCsv', () => {
  it('has a line for each point, with epoch and time where they are known', () => {
    const series = [{ name: 'loss', steps: [1, 50], values: [300.123456789, null] }];
    expect(prepareCsv({ series, stepsPerEpoch: 100, clock })).toBe(
      'series,step,epoch,wall_time_ms,value\nloss,1,0.01,1001,300.123456789\nloss,50,0.5,1063,NaN\n',
    );
    expect(prepareCsv({ series, stepsPerEpoch: null, clock: null }).split('\n')[1]).toBe(
      'loss,1,,,300.123456789',
    );
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['=1+1', "'=1+1"],
    ['val_kl_dimension/3', 'val_kl_dimension/3'],
  ])('writes the name %s as %s', (name, written) => {
    const csv = prepareCsv({ series: [{ name, steps: [1], values: [2] }], stepsPerEpoch: null, clock: null });
    expect(csv.split('\n')[1]).toBe(`${written},1,,,2`);
  });
});
