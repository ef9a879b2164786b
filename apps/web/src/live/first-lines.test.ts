import type { ChartSeries } from '@laten/db/rows';
import { expect, it, vi } from 'vitest';
import { type FirstLines, withFirstLines } from './first-lines.ts';

const line = (value: number): ChartSeries => ({
  name: 'loss',
  steps: [1],
  values: [value],
  exact: true,
  stepsPerPixel: 1,
  pixels: null,
  nonFinite: { count: 0, firstStep: null },
  revision: 1,
});
const question = { names: ['loss'] };

function open({ attempt = 2, widthPx = 100, ...changes }: Partial<FirstLines> = {}) {
  const ask = vi.fn(async () => [line(9)]);
  const first = { attempt: 2, names: ['loss'], widthPx: 100, series: Promise.resolve([line(1)]), ...changes };
  return { ask, readMany: withFirstLines(ask, first, { attempt, widthPx }) };
}

it('answers the same question once from what came with the page', async () => {
  const { ask, readMany } = open();
  expect(await readMany(question)).toEqual([line(1)]);
  expect(ask).not.toHaveBeenCalled();
  expect(await readMany(question)).toEqual([line(9)]);
});

it.each([
  ['other series', { names: ['loss', 'kl_loss'] }, {}],
  ['a part of the run', { names: ['loss'], fromStep: 5, toStep: 9 }, {}],
  ['a later attempt', question, { attempt: 3 }],
  ['another width', question, { widthPx: 200 }],
  ['lines that the server could not read', question, { series: Promise.resolve(null) }],
] as const)('asks for %s', async (_, query, changes) => {
  const { ask, readMany } = open(changes);
  expect(await readMany(query)).toEqual([line(9)]);
  expect(ask).toHaveBeenCalledExactlyOnceWith(query);
});
