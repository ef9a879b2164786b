import { describe, expect, it } from 'vitest';
import { defaultSettings, parseSettings } from './chart-settings.ts';

describe('parseSettings', () => {
  it('reads back what was kept', () => {
    const kept = { smoothing: 0.6, log: true, xMode: 'time', folded: ['system'] };
    expect(parseSettings(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([
    [null],
    ['not json'],
    ['[]'],
    ['3'],
    ['{"smoothing":"much","xMode":"metre","folded":7}'],
    ['{"smoothing":1}'],
  ])('takes the defaults for what is missing or broken: %s', (text) =>
    expect(parseSettings(text)).toEqual(defaultSettings),
  );

  it('keeps what is whole beside what is broken', () => {
    expect(parseSettings('{"log":true,"smoothing":2}')).toEqual({ ...defaultSettings, log: true });
  });
});
