import { describe, expect, it } from 'vitest';
import { describeChart } from '../../../charts/prepare-line-chart.ts';
import { prepareStepAxis } from '../../../charts/prepare-step-axis.ts';
import { prepareTable } from '../../../charts/prepare-table.ts';
import { describeAt } from '../../../charts/readout.ts';
import { createRunClock } from '../../../live/run-clock.ts';
import { chartView } from '../../../testing/charts.ts';
import { seriesOf } from '../../../testing/series.ts';
import { prepareSystemCharts, systemSeriesNames } from './prepare-system-charts.ts';

const GIB = 1024 ** 3;
const memory = [
  seriesOf('system/memory_bytes', [0.25 * GIB, 442_499_072]),
  seriesOf('system/memory_free_bytes', [8 * GIB, 8_234_567_890]),
];
const allNames = [
  'system/cpu_percent',
  'system/memory_bytes',
  'system/memory_free_bytes',
  'system/disk_free_bytes',
];
const prepare = (names: readonly string[], series = memory, view = chartView()) =>
  prepareSystemCharts({ series, view, summary: Object.fromEntries(names.map((name) => [name, null])) });
const memoryChart = (view = chartView()) => {
  const chart = prepare(allNames, memory, view).find(({ id }) => id === 'memory');
  if (!chart) throw new Error('There is no chart of the memory.');
  return chart;
};

describe('prepareSystemCharts', () => {
  it.each<[string, string[], string[]]>([
    ['an older run', ['loss'], ['Throughput']],
    ['a run with all of it', allNames, ['Throughput', 'Processor', 'Memory', 'Free disk']],
    ['a run with a part of it', ['system/memory_free_bytes'], ['Throughput', 'Memory']],
  ])('draws what was logged: %s', (_, names, titles) => {
    expect(prepare(names).map(({ title }) => title)).toEqual(titles);
    expect(systemSeriesNames(Object.fromEntries(names.map((name) => [name, null])))).toEqual([
      'images_per_second',
      ...names.filter((name) => name.startsWith('system/')),
    ]);
  });

  it('says the unit of each', () => {
    expect(prepare(allNames).map(({ yAxis }) => yAxis.label)).toEqual([
      'images/s',
      'percent; 100 is one core',
      'GiB',
      'GiB',
    ]);
  });

  it('writes GiB at the axis, in the legend, under the pointer, in the table and in the summary', () => {
    const chart = memoryChart();
    expect(chart.yAxis.ticks.map(({ text }) => text)).toEqual(['0', '2', '4', '6', '8']);
    expect(chart.lines.map(({ label, last }) => [label, last])).toEqual([
      ['training process', 442_499_072 / GIB],
      ['free on the machine', 8_234_567_890 / GIB],
    ]);
    expect(describeAt(chart, 2)).toContain('training process 0.4121, free on the machine 7.669');
    expect(prepareTable(chart).rows[1]?.cells.slice(1)).toEqual(['0.4121', '7.669']);
    expect(describeChart(chart)).toBe(
      'Memory in GiB. training process: last 0.4121. free on the machine: last 7.669.',
    );
  });

  it('keeps the name of the series, by which a file asks for what was logged', () => {
    expect(memoryChart().lines.map(({ id }) => id)).toEqual([
      'system/memory_bytes',
      'system/memory_free_bytes',
    ]);
  });

  it('draws the very same lines again while nothing has come, so that the plot is not made anew', () => {
    const view = chartView();
    const rowsOf = () => memoryChart(view).lines.map(({ rows }) => rows);
    const [first, second] = [rowsOf(), rowsOf()];
    expect(second[0]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
  });

  it('begins at zero on a linear scale, and on a log scale leaves out an idle processor', () => {
    const cpu = [seriesOf('system/cpu_percent', [0, 180, 250])];
    const [, linear] = prepare(['system/cpu_percent'], cpu);
    expect(linear?.yAxis.domain[0]).toBe(0);
    const [, log] = prepare(['system/cpu_percent'], cpu, chartView({ log: true }));
    expect(log?.lines[0]?.rows.map(({ value }) => value)).toEqual([null, 180, 250]);
    expect(log?.notes).toEqual(['1 value of zero or less has no place on a log scale.']);
  });

  it('smooths in the unit that it draws', () => {
    const view = chartView({ smoothing: { weight: 0.25, unitSteps: 1 } });
    const [first, second] = memoryChart(view).lines[1]?.rows.map(({ smooth }) => smooth) ?? [];
    expect(first).toBe(8);
    expect(second).toBeCloseTo((4 + 8_234_567_890 / GIB) / 1.5);
  });

  it.each([
    ['step', [1, 2]],
    ['epoch', [1, 2]],
    ['time', [10_000, 20_000]],
  ] as const)('stands at the step that the run was at: %s', (mode, places) => {
    const clock = createRunClock({ steps: [0, 10], wallTimesMs: [5_000, 105_000] });
    const axis = prepareStepAxis({ mode, end: 10, length: { totalSteps: 10, totalEpochs: 2 }, clock });
    expect(memoryChart(chartView({ axis })).lines[0]?.rows.map(({ x }) => x)).toEqual(places);
  });
});
