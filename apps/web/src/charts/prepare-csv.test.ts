import { describe, expect, it } from 'vitest';
import { prepareCsv } from './prepare-csv.ts';

const clock = { stepToTimeMs: (step: number) => 1000 + step * 1.25 };

describe('prepareCsv', () => {
  it('has a line for each point, with epoch and time where they are known', () => {
    const series = [{ name: 'loss', steps: [1, 50], values: [300.123456789, null] }];
    expect(prepareCsv({ series, stepsPerEpoch: 100, clock })).toBe(
      'series,step,epoch,wall_time_ms,value\r\nloss,1,0.01,1001,300.123456789\r\nloss,50,0.5,1063,NaN\r\n',
    );
    expect(prepareCsv({ series, stepsPerEpoch: null, clock: null }).split('\r\n')[1]).toBe(
      'loss,1,,,300.123456789',
    );
  });

  it('makes a name plain that a spreadsheet would take for a formula', () => {
    const series = [{ name: '=1+1', steps: [1], values: [2] }];
    expect(prepareCsv({ series, stepsPerEpoch: null, clock: null })).toContain("\r\n'=1+1,1,,,2\r\n");
  });
});
