import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunTimes } from './run-clock.ts';
import { runClockOptions, type TimedRun } from './run-clock-options.ts';

const run = (part: Partial<TimedRun> = {}): TimedRun => ({
  id: 'a',
  attempt: 1,
  revision: 5,
  status: 'RUNNING',
  ...part,
});
const clients: QueryClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.clear();
});

/** A page that shows a run. Each question is answered with as many moments as were asked before it. */
function showRun(first: TimedRun | null) {
  const asked: string[] = [];
  const read = async (runId: string): Promise<RunTimes> => {
    const moments = Array.from({ length: asked.push(runId) - 1 }, (_, i) => i);
    return { steps: moments, wallTimesMs: moments };
  };
  const client = new QueryClient();
  clients.push(client);
  const observer = new QueryObserver(client, runClockOptions(first, read));
  observer.subscribe(() => {});
  return {
    asked,
    steps: () => observer.getCurrentResult().data?.steps,
    show: (next: TimedRun | null) => observer.setOptions(runClockOptions(next, read)),
    settled: () => vi.waitFor(() => expect(client.isFetching()).toBe(0)),
  };
}

describe('runClockOptions', () => {
  it('asks once more when the run has ended: the first answer of a short run holds no times', async () => {
    const page = showRun(run());
    await page.settled();
    expect(page.steps()).toEqual([]);
    page.show(run({ status: 'FINISHED', revision: 9 }));
    await page.settled();
    expect(page.steps()).toEqual([0]);
  });

  it.each<[string, TimedRun | null, TimedRun | null, string[]]>([
    ['nothing without a run', null, null, []],
    ['once of a run that trains, until it is time', run(), run({ revision: 6 }), ['a']],
    ['once of a run that has ended', run({ status: 'FINISHED' }), run({ status: 'FINISHED' }), ['a']],
    [
      'again of one that seemed to have crashed and went on',
      run({ status: 'CRASHED' }),
      run({ status: 'FINISHED', revision: 9 }),
      ['a', 'a'],
    ],
    ['again under a new attempt', run(), run({ attempt: 2 }), ['a', 'a']],
    ['of another run', run(), run({ id: 'b' }), ['a', 'b']],
  ])('asks %s', async (_, first, next, asked) => {
    const page = showRun(first);
    await page.settled();
    page.show(next);
    await page.settled();
    expect(page.asked).toEqual(asked);
  });

  it.each<[string, Partial<TimedRun>, boolean]>([
    ['keeps the times of the run until those of its end are there', { status: 'FINISHED' }, true],
    ['shows no times of an attempt before', { attempt: 2 }, false],
    ['shows no times of another run', { id: 'b' }, false],
  ])('%s', async (_, next, keeps) => {
    const page = showRun(run());
    await page.settled();
    page.show(run(next));
    expect(page.steps()).toEqual(keeps ? [] : undefined);
  });

  it.each([
    ['RUNNING', 15_000],
    ['FINISHED', false],
    ['QUEUED', false],
  ] as const)('%s asks every %s ms', (status, interval) => {
    expect(runClockOptions(run({ status }), vi.fn()).refetchInterval).toBe(interval);
  });
});
