import { expect, it } from 'vitest';
import { planChaos } from './chaos-plan.ts';

const size = { signals: 200, restarts: 10, blackHoles: 2, pauseMs: 4_000, mostLastsMs: 60_000 };

it('plans as many faults as asked for, of every kind, and the same again with the same seed', () => {
  const plan = planChaos(size, 7);
  const count = (kind: string) => plan.filter((fault) => fault.kind === kind).length;
  expect(plan).toHaveLength(212);
  expect(count('restart-postgres')).toBe(10);
  expect(count('black-hole')).toBe(2);
  for (const kind of ['kill-worker', 'kill-child', 'freeze-worker', 'freeze-child'])
    expect(count(kind)).toBeGreaterThan(25);
  expect(planChaos(size, 7)).toEqual(plan);
  expect(planChaos(size, 8)).not.toEqual(plan);
});

it('spreads the restarts over the whole run', () => {
  const plan = planChaos(size, 7);
  const at = plan.flatMap(({ kind }, i) => (kind === 'restart-postgres' ? i : []));
  const gaps = at.slice(1).map((place, i) => place - (at[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(23);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(19);
});

it('keeps pauses near their mean, and sleeps below their most', () => {
  for (const { afterMs, lastsMs, pick } of planChaos(size, 1)) {
    expect(afterMs).toBeGreaterThanOrEqual(2_000);
    expect(afterMs).toBeLessThan(6_000);
    expect(lastsMs).toBeLessThan(60_000);
    expect(pick).toBeLessThan(1);
  }
});
