import { describe, expect, it } from 'vitest';
import { createReporter, formatBytes, formatProgress, formatSeconds } from './reporter.mjs';

describe('formats', () => {
  it('prints sizes and durations as people read them', () => {
    expect([0, 10, 5_148, 26_421_880, 1.52e9].map(formatBytes)).toEqual([
      '0 kB',
      '1 kB',
      '5 kB',
      '26 MB',
      '1.5 GB',
    ]);
    expect([1_240, 38_400, 125_000].map(formatSeconds)).toEqual(['1.2 s', '38 s', '2 min 5 s']);
  });

  it('draws a bar that stays within its bounds', () => {
    expect(formatProgress({ fraction: 0.5, text: 'half' })).toBe(
      `${'█'.repeat(12)}${'░'.repeat(12)}  50 %  half`,
    );
    expect(formatProgress({ fraction: 1.2 })).toContain('100 %');
    expect(formatProgress({ text: 'no bar' })).toBe('no bar');
  });
});

describe('createReporter', () => {
  it('prints one line a step where there is no terminal', () => {
    const written = [];
    let nowMs = 0;
    const reporter = createReporter({ write: (text) => written.push(text) }, { now: () => nowMs });
    const step = reporter.step('libraries');
    nowMs = 3000;
    step.done('ready');
    expect(written).toEqual(['  libraries      ready (3.0 s)\n']);
  });
});
