import { describe, expect, it } from 'vitest';
import { niceStep, prepareStepAxis, prepareValueAxis } from './prepare-axis.ts';

describe('niceStep', () => {
  it.each([
    [5, 1],
    [10, 2],
    [24, 5],
    [26, 10],
    [0.5, 0.1],
    [200, 50],
    [1e13, 2e12],
  ])('divides a span of %d by %d', (span, step) => expect(niceStep(span)).toBeCloseTo(step, 10));
});

describe('prepareValueAxis', () => {
  const axis = (input: Omit<Parameters<typeof prepareValueAxis>[0], 'label'>) =>
    prepareValueAxis({ ...input, label: 'nats' });

  it('leaves room around the values and has its ticks inside', () => {
    const { domain, ticks } = axis({ low: 190, high: 390 });
    expect(domain).toEqual([180, 400]);
    expect(ticks.map((tick) => tick.text)).toEqual(['200', '250', '300', '350', '400']);
  });

  it('begins at zero without room below it when asked', () => {
    expect(axis({ low: 2, high: 8, includeZero: true }).domain).toEqual([0, 8.4]);
  });

  it('has whole ticks for what is counted', () => {
    expect(
      axis({ low: 0, high: 2, includeZero: true, wholeNumbers: true }).ticks.map((tick) => tick.at),
    ).toEqual([0, 1, 2]);
  });

  it.each([
    { low: 5, high: 5 },
    { low: 0, high: 0 },
    { low: 0, high: 0, includeZero: true },
  ])('gives a range without width one: %o', (range) => {
    const { domain, ticks } = axis(range);
    expect(domain[1]).toBeGreaterThan(domain[0]);
    expect(ticks.length).toBeGreaterThan(0);
  });

  it('writes ticks of small steps without rounding noise', () => {
    expect(axis({ low: 0, high: 0.5 }).ticks.map((tick) => tick.text)).toEqual([
      '0',
      '0.1',
      '0.2',
      '0.3',
      '0.4',
      '0.5',
    ]);
  });
});

describe('prepareStepAxis', () => {
  it('counts epochs when the totals are known, over the whole run', () => {
    const axis = prepareStepAxis({ lastStep: 1876, totalSteps: 2345, totalEpochs: 5 });
    expect(axis.domain).toEqual([0, 2345]);
    expect(axis.label).toBe('epoch (469 steps each)');
    expect(axis.ticks).toEqual([0, 1, 2, 3, 4, 5].map((epoch) => ({ at: epoch * 469, text: String(epoch) })));
  });

  it('counts steps when they are not', () => {
    const axis = prepareStepAxis({ lastStep: 100, totalSteps: 0, totalEpochs: 0 });
    expect(axis.label).toMatch(/^step/);
    expect(axis.ticks.map((tick) => tick.at)).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('has whole epochs only, however short the run', () => {
    expect(
      prepareStepAxis({ lastStep: 3, totalSteps: 20, totalEpochs: 1 }).ticks.map((tick) => tick.text),
    ).toEqual(['0', '1']);
  });

  it.each([
    [0, 100],
    [100, 100],
    [101, 200],
    [399, 400],
    [401, 800],
    [800, 800],
  ])('at step %i of 800 shows steps up to %i', (lastStep, end) => {
    expect(prepareStepAxis({ lastStep, totalSteps: 800, totalEpochs: 80 }).domain).toEqual([0, end]);
  });

  it('shows one whole epoch at least', () => {
    expect(prepareStepAxis({ lastStep: 1, totalSteps: 20, totalEpochs: 2 }).domain).toEqual([0, 10]);
  });

  it('grows when a run goes beyond what was planned', () => {
    expect(prepareStepAxis({ lastStep: 30, totalSteps: 20, totalEpochs: 2 }).domain).toEqual([0, 30]);
  });
});
