import { describe, expect, it } from 'vitest';
import { prepareTable } from '../../charts/prepare-table.ts';
import { describeAt } from '../../charts/readout.ts';
import { sweepSpec } from '../../testing/sweeps.ts';
import { type BestChartInput, prepareBestChart, writeBestCsv } from './prepare-best-chart.ts';

const startMs = Date.UTC(2026, 10, 3, 7);
const point = (trial: number, minutes: number, value: number, best: number) => ({
  runId: `1m86ammtb54b67b${trial}`,
  trial,
  atMs: startMs + minutes * 60_000,
  value,
  best,
});
const points = [
  point(1, 2, 300, 300),
  point(0, 3, 320, 300),
  point(2, 7, 280, 280),
  point(3, 8, Number.NaN, 280),
];
const prepare = (change: Partial<BestChartInput> = {}) =>
  prepareBestChart({
    points,
    spec: sweepSpec(),
    startMs,
    axis: 'trial',
    zoom: null,
    hidden: new Set(),
    ...change,
  });
const line = (id: string, chart = prepare()) => chart.lines.find((one) => one.id === id);

describe('prepareBestChart', () => {
  it('draws the best so far as steps over the trials in the order in which they ended', () => {
    expect(line('best')).toMatchObject({ look: 'steps', last: 280 });
    expect(line('best')?.rows.map(({ x, value }) => [x, value])).toEqual([
      [1, 300],
      [2, 300],
      [3, 280],
      [4, 280],
    ]);
    expect(prepare().best).toMatchObject({ x: 3, value: 280, label: 'best, trial 2' });
  });

  it('shows each trial behind it, and of one without a finite value none', () => {
    expect(line('trials')).toMatchObject({ look: 'points', color: 'gray' });
    expect(line('trials')?.rows.map(({ value }) => value)).toEqual([300, 320, 280, null]);
  });

  it('can stand over time since the first trial began', () => {
    const chart = prepare({ axis: 'time' });
    expect(line('best', chart)?.rows.map(({ x }) => x)).toEqual(
      [2, 3, 7, 8].map((minutes) => minutes * 60_000),
    );
    expect(chart.xAxis.label).toContain('time since');
  });

  it('says in words which trial is where, in the readout and in the table', () => {
    expect(describeAt(prepare(), 3)).toBe('trial 2, 3 ended, 7 min 00 s, each trial 280, best so far 280');
    expect(prepareTable(prepare()).rows[1]?.cells).toEqual(['trial 0, 2 ended, 3 min 00 s', '320', '300']);
  });

  it.each([
    [sweepSpec(), 'nats/image, grey pixels'],
    [
      sweepSpec({ base: { preset: 'tiny', overrides: { likelihood: 'gaussian' } } }),
      'nats/image, grey pixels, Gaussian',
    ],
    [
      sweepSpec({ parameters: { likelihood: { kind: 'values', values: ['bernoulli', 'gaussian'] } } }),
      'nats/image, different likelihoods: do not compare',
    ],
    [sweepSpec({ metric: { name: 'active_units', goal: 'maximize' } }), 'dimensions'],
    [sweepSpec({ metric: { name: 'mine', goal: 'maximize' } }), 'as logged'],
  ])('names the unit: %#', (spec, unit) => expect(prepare({ spec }).yAxis.label).toBe(unit));

  it('draws evenly spread trials of very many, says so, and leaves out no improvement', () => {
    const many = Array.from({ length: 3_000 }, (_, i) =>
      point(i, i, i === 1_234 ? 100 : 300, i < 1_234 ? 300 : 100),
    );
    const chart = prepare({ points: many });
    const drawn = line('trials', chart)?.rows ?? [];
    expect(drawn.length).toBeLessThan(3_000);
    expect(drawn).toContainEqual(expect.objectContaining({ step: 1_235, value: 100 }));
    expect(chart.notes.at(-1)).toMatch(/of 3,000 trials/);
    const best = line('best', chart)?.rows ?? [];
    expect(best.map(({ step }) => step)).toEqual(drawn.map(({ step }) => step));
    expect(best.find(({ value }) => value === 100)?.step).toBe(1_235);
    expect(best.at(-1)).toMatchObject({ step: 3_000, value: 100 });
  });

  it('draws no more of very many equals: of those the first one is the best', () => {
    const chart = prepare({ points: Array.from({ length: 10_000 }, (_, i) => point(i, i, 300, 300)) });
    for (const id of ['trials', 'best']) expect(line(id, chart)?.rows).toHaveLength(1_000);
    expect(chart.best).toMatchObject({ x: 1, value: 300, label: 'best, trial 0' });
  });

  it('cuts off a trial that went very wrong, and says so', () => {
    const wild = Array.from({ length: 40 }, (_, i) => point(i, i, i === 7 ? 1e6 : 300 - i, 300 - i));
    const chart = prepare({ points: wild });
    expect(chart.yAxis.domain[1]).toBeLessThan(400);
    expect(chart.notes).toContain('1 point lies above the frame.');
  });

  it('is empty without trials', () => {
    expect(prepare({ points: [] })).toMatchObject({ best: null, markers: [] });
  });
});

it('writes a file with all points', () => {
  expect(writeBestCsv(points).split('\r\n').slice(0, 2)).toEqual([
    'trial,run,ended_at,value,best_so_far',
    '1,1m86ammtb54b67b1,2026-11-03T07:02:00.000Z,300,300',
  ]);
});
