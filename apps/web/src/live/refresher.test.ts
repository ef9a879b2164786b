import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefresher } from './refresher.ts';

describe('createRefresher', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('serves the first request at once, and many more as one, after the interval', async () => {
    const refresh = vi.fn(async () => undefined);
    const refresher = createRefresher({ refresh, intervalMs: 250 });
    for (let i = 0; i < 10; i += 1) refresher.request();
    expect(refresh).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(100);
    refresher.request();
    refresher.request();
    await vi.advanceTimersByTimeAsync(149);
    expect(refresh).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(refresh).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('never runs two at once: what is asked for meanwhile follows', async () => {
    let running = 0;
    let most = 0;
    const refresh = vi.fn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      running -= 1;
    });
    const refresher = createRefresher({ refresh, intervalMs: 250 });
    refresher.request();
    await vi.advanceTimersByTimeAsync(500);
    refresher.request();
    await vi.advanceTimersByTimeAsync(500);
    expect(refresh).toHaveBeenCalledTimes(2);
    expect(most).toBe(1);
  });

  it('goes on after a refresh that failed', async () => {
    const refresh = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(undefined);
    const refresher = createRefresher({ refresh, intervalMs: 250 });
    refresher.request();
    await vi.advanceTimersByTimeAsync(250);
    refresher.request();
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('forgets what was asked for when it is stopped, and may be asked again', async () => {
    const refresh = vi.fn(async () => undefined);
    const refresher = createRefresher({ refresh, intervalMs: 250 });
    refresher.request();
    await vi.advanceTimersByTimeAsync(10);
    refresher.request();
    refresher.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(refresh).toHaveBeenCalledTimes(1);
    refresher.request();
    expect(refresh).toHaveBeenCalledTimes(2);
  });
});
