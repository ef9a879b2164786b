import { describe, expect, it } from 'vitest';
import { formatBar, formatBytes, formatDuration, formatNats, formatTable } from './format.ts';
import { createJsonView } from './json-view.ts';

describe('numbers for people', () => {
  it.each([
    [400, '0s'],
    [59_600, '1m 00s'],
    [75_000, '1m 15s'],
    [3_600_000 * 2.5, '2h 30m'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1.5 * 2 ** 20, '1.5 MiB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('shows a broken loss as it is', () => {
    expect([formatNats(262.04), formatNats(Number.NaN), formatNats(-Infinity)]).toEqual([
      '262.0',
      'NaN',
      '-Infinity',
    ]);
  });

  it('draws a bar of one width whatever its part', () => {
    for (const part of [-1, 0, 0.01, 0.5, 0.99, 1, 2]) expect(formatBar(part, 10)).toHaveLength(10);
    expect(formatBar(1, 4)).toBe('████');
    expect(formatBar(0.5, 4)).toBe('██  ');
  });

  it('aligns columns', () => {
    expect(
      formatTable(
        [
          ['a', '1'],
          ['bbb', '22'],
        ],
        [1],
      ),
    ).toBe('a     1\nbbb  22');
  });
});

describe('the JSON view', () => {
  it('prints one object a line; the last has status and metrics; NaN is null', () => {
    const lines: string[] = [];
    const view = createJsonView((line) => lines.push(line));
    view.progress({ type: 'step', values: [1, 1, Number.NaN, 2, 3, 4, 5] });
    view.warn('careful\nnow');
    view.end({
      runId: '0123456789abcdef',
      metrics: { loss: 1.5 },
      end: {
        recorded: 'recorded',
        outcome: {
          status: 'FINISHED',
          reason: null,
          reasonCode: null,
          durationMs: 1,
          progress: { step: 1, totalSteps: 1, epoch: 1, totalEpochs: 1 },
        },
      },
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        type: 'step',
        step: 1,
        epoch: 1,
        metrics: { loss: null, reconstruction_loss: 2, kl_loss: 3, images_per_second: 4 },
      },
      { type: 'warning', message: 'careful\nnow' },
      {
        type: 'run',
        id: '0123456789abcdef',
        status: 'FINISHED',
        reason: null,
        recorded: 'recorded',
        metrics: { loss: 1.5 },
      },
    ]);
  });
});
