import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveEvent } from './live-event.ts';
import { keepStream, type OpenStream, SILENCE_MS } from './live-stream.ts';

type Opened = { onEvent: (event: LiveEvent) => void; onEnd: () => void; isOpen: boolean };

function setUp() {
  const opened: Opened[] = [];
  const open: OpenStream = (handlers) => {
    const stream: Opened = { ...handlers, isOpen: true };
    opened.push(stream);
    return () => {
      stream.isOpen = false;
    };
  };
  const onEvent = vi.fn();
  const onLost = vi.fn();
  const stream = keepStream({ open, onEvent, onLost });
  return { opened, onEvent, onLost, stream, newest: () => opened.at(-1)! };
}

describe('keepStream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('opens a stream that has ended again, soon at first and then less often', async () => {
    const { opened, onLost, newest } = setUp();
    const waits = [500, 1_000, 2_000, 4_000, 5_000, 5_000];
    for (const [i, waitMs] of waits.entries()) {
      newest().onEnd();
      expect(onLost).toHaveBeenCalledTimes(i + 1);
      await vi.advanceTimersByTimeAsync(waitMs - 1);
      expect(opened).toHaveLength(i + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(opened).toHaveLength(i + 2);
    }
    newest().onEvent({ type: 'hello' });
    newest().onEnd();
    await vi.advanceTimersByTimeAsync(500);
    expect(opened).toHaveLength(waits.length + 2);
  });

  it('takes a silent stream for lost, and hears nothing more of it', async () => {
    const { opened, onEvent, onLost } = setUp();
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    opened[0]?.onEvent({ type: 'beat' });
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(onLost).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(opened[0]?.isOpen).toBe(false);
    opened[0]?.onEvent({ type: 'hello' });
    opened[0]?.onEnd();
    expect(onEvent).toHaveBeenCalledTimes(1);
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('after a sleep opens a silent stream at once, and leaves one that speaks', () => {
    const { opened, newest, stream } = setUp();
    newest().onEvent({ type: 'hello' });
    stream.check();
    expect(opened).toHaveLength(1);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    stream.check();
    expect(opened).toHaveLength(2);
    expect(opened[0]?.isOpen).toBe(false);
  });

  it('does not wait for the next attempt when it is asked to check', () => {
    const { opened, newest, stream } = setUp();
    newest().onEnd();
    stream.check();
    expect(opened).toHaveLength(2);
  });

  it('is quiet once closed', async () => {
    const { opened, onLost, stream } = setUp();
    stream.close();
    expect(opened[0]?.isOpen).toBe(false);
    opened[0]?.onEnd();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened).toHaveLength(1);
    expect(onLost).not.toHaveBeenCalled();
  });
});
