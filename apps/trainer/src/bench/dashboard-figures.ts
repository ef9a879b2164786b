import type { Figure } from './figures.ts';
import type { DashboardFigures } from './measure-dashboard.ts';
import { median, percentile } from './statistics.ts';

/** The figures of the dashboard as rows of docs/benchmarks.md, each beside its target. */

const KB = 1_000;
const MB = 1_000_000;
const FRAME_TARGET_MS = 33;

/** describeDashboard turns what was measured into figures. */
export function describeDashboard(measured: DashboardFigures): Figure[] {
  return [
    start(measured),
    scripts(measured),
    list(measured),
    run(measured),
    latency(measured),
    hover(measured),
    heap(measured),
  ];
}

function start({ startsMs }: DashboardFigures): Figure {
  const middleMs = median(startsMs);
  return {
    name: 'second `npm start` to the runs page with its rows',
    measured: `${seconds(middleMs)} (median of ${startsMs.length})`,
    target: '≤ 5 s',
    met: middleMs <= 5_000,
    details: { startsMs },
  };
}

function scripts({ scripts: { bytes, files } }: DashboardFigures): Figure {
  return {
    name: 'JavaScript of the runs page, compressed, cold',
    measured: `${Math.round(bytes / KB)} kB in ${files.length} files`,
    target: '≤ 320 kB',
    met: bytes <= 320 * KB,
    details: { bytes, files },
  };
}

function list({ list: rounds }: DashboardFigures): Figure {
  const firstMs = median(rounds.map(({ first }) => first.interactiveMs));
  const againMs = median(rounds.map(({ again }) => again.interactiveMs));
  const p95Ms = median(rounds.map(({ again }) => again.scroll.p95Ms));
  return {
    name: 'runs page with 1,000 runs: to a table that reacts; scrolling',
    measured: `${describeVisits({ firstMs, againMs, rounds: rounds.length })}; ${p95Ms.toFixed(1)} ms a frame p95`,
    target: '≤ 1.5 s; ≤ 33 ms',
    met: againMs <= 1_500 && p95Ms <= FRAME_TARGET_MS,
    details: { rounds },
  };
}

function run({ run: rounds }: DashboardFigures): Figure {
  const firstMs = median(rounds.map(({ first }) => first.drawnMs));
  const againMs = median(rounds.map(({ again }) => again.drawnMs));
  return {
    name: 'run page of 30 epochs, 14,010 steps: to all visible charts drawn',
    measured: `${describeVisits({ firstMs, againMs, rounds: rounds.length })}; ${rounds[0]?.again.charts ?? 0} charts`,
    target: '≤ 1.5 s',
    met: againMs <= 1_500,
    details: { rounds },
  };
}

function describeVisits(visits: { firstMs: number; againMs: number; rounds: number }): string {
  const { firstMs, againMs, rounds } = visits;
  return `${seconds(againMs)}, with an empty profile ${seconds(firstMs)} (medians of ${rounds})`;
}

function latency({ latenciesMs }: DashboardFigures): Figure {
  const middleMs = median(latenciesMs);
  const p95Ms = percentile(latenciesMs, 0.95);
  return {
    name: '`log()` in the trainer to the text in the page, while training at full speed',
    measured: `${seconds(middleMs)} median, ${seconds(p95Ms)} p95 (${latenciesMs.length} texts)`,
    target: '≤ 0.5 s, ≤ 1.5 s',
    met: middleMs <= 500 && p95Ms <= 1_500,
    details: { latenciesMs },
  };
}

function hover({ hover: { p95Ms, maxMs, charts, lines } }: DashboardFigures): Figure {
  return {
    name: `hover over ${charts} charts with ${lines} lines`,
    measured: `${p95Ms.toFixed(1)} ms a frame p95, ${maxMs.toFixed(0)} ms the longest`,
    target: '≤ 33 ms p95',
    met: p95Ms <= FRAME_TARGET_MS,
    details: { p95Ms, maxMs, charts, lines },
  };
}

function heap({ heap: measured }: DashboardFigures): Figure {
  const grownBytes = measured.afterBytes - measured.beforeBytes;
  return {
    name: 'a page on a live run for an hour of logging (20 points/s × 12 series, fast-forwarded)',
    measured: `${(grownBytes / MB).toFixed(1)} MB of heap more; ${measured.historyReads} reads of history, ${measured.newerReads} of what is new`,
    target: '≤ 20 MB; 0 reads of history',
    met: grownBytes <= 20 * MB && measured.historyReads === 0,
    details: measured,
  };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
