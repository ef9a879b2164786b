import { describe, expect, it } from 'vitest';
import { multiplesWithin, niceStep, prepareValueAxis } from './prepare-value-axis.ts';

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

describe('multiplesWithin', () => {
  it.each([
    [[0, 10] as const, 5, [0, 5, 10]],
    [[1, 9] as const, 5, [5]],
    [[0, 0.3] as const, 0.1, [0, 0.1, 0.2, 0.3]],
    [[6, 9] as const, 5, []],
    [[-1, 1] as const, 1, [-1, 0, 1]],
  ])('%j by %d', (range, step, expected) => expect(multiplesWithin(range, step)).toEqual(expected));
});

const axis = (input: Omit<Parameters<typeof prepareValueAxis>[0], 'label'>) =>
  prepareValueAxis({ ...input, label: 'nats' });
const textsOf = (input: Parameters<typeof axis>[0]) => axis(input).ticks.map((tick) => tick.text);

describe('prepareValueAxis', () => {
  it('leaves room around the values and has its ticks inside', () => {
    expect(axis({ low: 190, high: 390 }).domain).toEqual([180, 400]);
    expect(textsOf({ low: 190, high: 390 })).toEqual(['200', '250', '300', '350', '400']);
  });

  it('begins at zero without room below it when asked', () => {
    expect(axis({ low: 2, high: 8, includeZero: true }).domain).toEqual([0, 8.4]);
  });

  it('has whole ticks for what is counted', () => {
    expect(textsOf({ low: 0, high: 2, includeZero: true, wholeNumbers: true })).toEqual(['0', '1', '2']);
  });

  it.each([
    { low: 5, high: 5 },
    { low: 0, high: 0 },
    { low: 0, high: 0, includeZero: true },
    { low: 5, high: 5, scale: 'log' as const },
  ])('gives a range without width one: %o', (range) => {
    const { domain, ticks } = axis(range);
    expect(domain[1]).toBeGreaterThan(domain[0]);
    expect(ticks.length).toBeGreaterThan(0);
  });

  it('writes ticks of small steps without rounding noise', () => {
    expect(textsOf({ low: 0, high: 0.5 })).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5']);
  });

  it.each([
    ['powers of ten over many decades', 0.001, 1000, ['0.001', '0.01', '0.1', '1', '10', '100', '1,000']],
    ['every second one over very many', 1e-6, 1e6, ['0.000001', '0.0001', '0.01', '1', '100', '10K', '1M']],
    ['ones, twos and fives over one', 1, 10, ['1', '2', '5', '10']],
    ['even steps within one', 250, 400, ['250', '300', '350', '400']],
  ])('has on a log scale %s', (_name, low, high, expected) => {
    expect(textsOf({ low, high, scale: 'log' })).toEqual(expected);
  });
});
