import { describe, expect, it } from 'vitest';
import { frameEndOf, prepareStepAxis, type StepAxisInput } from './prepare-step-axis.ts';

/** Two seconds for a step, a pause of an hour after step 100. */
const clock = { stepToTimeMs: (step: number) => 5_000_000 + step * 2_000 + (step > 100 ? 3_600_000 : 0) };

const axis = (overrides: Partial<StepAxisInput> = {}) =>
  prepareStepAxis({
    mode: 'epoch',
    end: 2345,
    length: { totalSteps: 2345, totalEpochs: 5 },
    clock: null,
    ...overrides,
  });
const textsOf = (overrides: Partial<StepAxisInput>) => axis(overrides).ticks.map((tick) => tick.text);

describe('prepareStepAxis', () => {
  it('counts epochs over the whole run', () => {
    const { domain, label, ticks } = axis();
    expect(domain).toEqual([0, 2345]);
    expect(label).toBe('epoch (469 steps each)');
    expect(ticks).toEqual([0, 1, 2, 3, 4, 5].map((epoch) => ({ at: epoch * 469, text: String(epoch) })));
  });

  it('counts steps when asked', () => {
    expect(axis({ mode: 'step' }).label).toMatch(/^step/);
    expect(textsOf({ mode: 'step' })).toEqual(['0', '500', '1,000', '1,500', '2,000']);
  });

  it('counts steps when epochs or times are not known', () => {
    const length = { totalSteps: 0, totalEpochs: 0 };
    expect(axis({ length }).label).toMatch(/^step/);
    expect(axis({ mode: 'time', length }).label).toMatch(/^step/);
  });

  it('has whole epochs only, however short the run, and parts of one only when zoomed into it', () => {
    const length = { totalSteps: 20, totalEpochs: 1 };
    expect(textsOf({ end: 20, length })).toEqual(['0', '1']);
    expect(textsOf({ end: 20, length, zoom: { from: 4, to: 14 } })).toEqual([
      '0.2',
      '0.3',
      '0.4',
      '0.5',
      '0.6',
      '0.7',
    ]);
  });

  it('shows the part that was zoomed into', () => {
    expect(axis({ zoom: { from: 300, to: 700 } }).domain).toEqual([300, 700]);
  });

  it('describes a place by step and epoch, and by time where that is known', () => {
    expect(axis().describe(703.6)).toBe('step 704 · epoch 1.50');
    expect(axis({ clock }).describe(30)).toBe('step 30 · epoch 0.06 · 0:01:00');
  });
});

describe('prepareStepAxis over time', () => {
  const overTime = (overrides: Partial<StepAxisInput> = {}) =>
    axis({ mode: 'time', clock, end: 200, ...overrides });

  it('begins with the run and goes on to its last step', () => {
    expect(overTime().domain).toEqual([0, 4_000_000]);
    expect(overTime().ticks.map((tick) => tick.text)).toEqual(['0:00', '0:20', '0:40', '1:00']);
    expect(overTime().label).toBe('time since the start (h:min)');
  });

  it('has seconds where minutes are too coarse', () => {
    const short = overTime({ end: 20 });
    expect(short.ticks.map((tick) => tick.text)).toEqual([
      '0:00:00',
      '0:00:10',
      '0:00:20',
      '0:00:30',
      '0:00:40',
    ]);
    expect(short.label).toBe('time since the start (h:min:s)');
  });

  it.each([0, 1, 99, 100, 101, 200])('leads from step %i to a time and back', (step) => {
    const { toX, toStep } = overTime();
    expect(toStep(toX(step))).toBe(step);
  });

  it('leads from a pause to the first step after it', () => {
    expect(overTime().toStep(2_000_000)).toBe(101);
  });

  it('shows the times of the part that was zoomed into', () => {
    expect(overTime({ zoom: { from: 10, to: 20 } }).domain).toEqual([20_000, 40_000]);
  });
});

describe('frameEndOf', () => {
  it.each([
    [0, 100],
    [100, 100],
    [101, 200],
    [399, 400],
    [401, 800],
    [800, 800],
    [900, 900],
  ])('at step %i of 800 is %i', (lastStep, end) => {
    expect(frameEndOf(lastStep, { totalSteps: 800, totalEpochs: 80 })).toBe(end);
  });

  it('is one whole epoch at least', () => {
    expect(frameEndOf(1, { totalSteps: 20, totalEpochs: 2 })).toBe(10);
  });

  it('is the last step where no length is known', () => {
    expect(frameEndOf(30, { totalSteps: 0, totalEpochs: 0 })).toBe(30);
  });
});
