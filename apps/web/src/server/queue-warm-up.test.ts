import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueueWarmUp } from './queue-warm-up.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('prepares the queue once, after the first request and not in it', async () => {
  const ready = vi.fn(async () => undefined);
  const warmUp = createQueueWarmUp({ getDatabase: async () => ({ queue: { ready } }) });
  await vi.runAllTimersAsync();
  expect(ready).not.toHaveBeenCalled();
  warmUp();
  warmUp();
  await Promise.resolve();
  expect(ready).not.toHaveBeenCalled();
  await vi.runAllTimersAsync();
  warmUp();
  await vi.runAllTimersAsync();
  expect(ready).toHaveBeenCalledTimes(1);
});

it('lets a database that is away pass, and tries again with a later request', async () => {
  const ready = vi.fn(async () => undefined);
  const getDatabase = vi.fn(async () => ({ queue: { ready } })).mockRejectedValueOnce(new Error('away'));
  const warmUp = createQueueWarmUp({ getDatabase });
  warmUp();
  await vi.runAllTimersAsync();
  expect(ready).not.toHaveBeenCalled();
  warmUp();
  await vi.runAllTimersAsync();
  expect(ready).toHaveBeenCalledTimes(1);
});
