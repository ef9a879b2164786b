import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { textArtifact } from '../testing/fixtures.ts';
import { replaySpool } from './replay-spool.ts';
import { finish, leftBy, lossAt, range, startHarness } from './testing/recorder-harness.ts';

/** What holds for a recorder whatever happens to store and disk. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const passSeconds = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

type Action =
  | { readonly do: 'log'; readonly points: number }
  | { readonly do: 'save'; readonly step: number | null }
  | { readonly do: 'mode'; readonly mode: 'there' | 'away' | 'hangs' }
  | { readonly do: 'disk'; readonly isFull: boolean }
  | { readonly do: 'wait'; readonly ms: number };

type Weighted = fc.WeightedArbitrary<Action>;
const wait = (mostMs: number) =>
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: mostMs }) });
const modes = fc.constantFrom('there' as const, 'away' as const, 'hangs' as const);
const ofTraining: readonly Weighted[] = [
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('log' as const), points: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('save' as const), step: fc.constantFrom(null, 1, 2, 3) }),
  },
  { weight: 4, arbitrary: wait(200) },
  { weight: 2, arbitrary: wait(2_000) },
  { weight: 1, arbitrary: wait(8_000) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mode' as const), mode: modes }) },
];
const ofDisk: Weighted = {
  weight: 1,
  arbitrary: fc.record({ do: fc.constant('disk' as const), isFull: fc.boolean() }),
};
const latencies = fc.integer({ min: 0, max: 120 });
const listOf = (...kinds: readonly Weighted[]) =>
  fc.array(fc.oneof(...kinds), { maxLength: 80, size: 'max' });

/** Does what a training and its surroundings do, and returns how many points were logged. */
async function act(harness: Awaited<ReturnType<typeof startHarness>>, list: readonly Action[]) {
  let logged = 0;
  for (const action of list) {
    if (action.do === 'mode') harness.setMode(action.mode);
    if (action.do === 'disk') for (const spool of harness.spools) spool.isFull = action.isFull;
    if (action.do === 'wait') await vi.advanceTimersByTimeAsync(action.ms);
    if (action.do === 'save') {
      harness.recorder.saveArtifact(textArtifact(`${action.step}`, `${logged}`, { step: action.step }));
    }
    if (action.do !== 'log') continue;
    harness.recorder.log(range(logged + 1, logged + action.points).map((step) => lossAt(step)));
    logged += action.points;
  }
  return logged;
}

/** The steps in the order in which the store first took them. */
const orderOf = (batches: readonly { steps: readonly number[] }[]) => [
  ...new Set(batches.flatMap(({ steps }) => steps)),
];

describe('whatever the store does', { timeout: 60_000 }, () => {
  it('writes each point once and in order, at the end or by a replay', async () => {
    await fc.assert(
      fc.asyncProperty(
        listOf(...ofTraining, ofDisk),
        latencies,
        fc.boolean(),
        async (list, latencyMs, comesBack) => {
          const harness = await startHarness({ latencyMs });
          const { recorder, batches, store, stored, setMode, spools, attempt, inner } = harness;
          const logged = await act(harness, list);
          if (comesBack) setMode('there');
          for (const spool of spools) spool.isFull = false;
          const result = await finish(recorder);
          setMode('there');
          await passSeconds(1);
          if (result === 'spooled') {
            const replay = replaySpool(store, leftBy(attempt, spools.at(-1)));
            await passSeconds(100);
            await replay;
          } else expect(result).toBe('recorded');
          expect(stored()).toEqual(range(1, logged));
          expect(orderOf(batches)).toEqual(range(1, logged));
          expect(inner.run(attempt.runId).status).toBe('FINISHED');
          expect(recorder.stats()).toMatchObject({ refusedPoints: 0, refusedArtifacts: 0 });
          expect(vi.getTimerCount()).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has every point in the store or in the spool, seven seconds after it was logged, should the process be killed', async () => {
    await fc.assert(
      fc.asyncProperty(listOf(...ofTraining), latencies, async (list, latencyMs) => {
        const harness = await startHarness({ latencyMs });
        const logged = await act(harness, list);
        await passSeconds(7);
        const left = leftBy(harness.attempt, harness.spools.at(-1));
        harness.setMode('away');
        await replaySpool(harness.inner, left);
        expect(harness.stored()).toEqual(range(1, logged));
        vi.clearAllTimers();
      }),
      { numRuns: 100 },
    );
  });
});
