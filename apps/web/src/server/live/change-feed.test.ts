import type { ChangeListener } from '@laten/db/rows';
import { describe, expect, it, vi } from 'vitest';
import type { LiveEvent } from '../../live/live-event.ts';
import { createChangeFeed } from './change-feed.ts';

const runId = '1m86ammtb54b67bx';

function setUp(beatIntervalMs = 60_000) {
  const listeners: ChangeListener[] = [];
  const close = vi.fn(async () => undefined);
  const feed = createChangeFeed({
    listen: (listener) => {
      listeners.push(listener);
      return { close };
    },
    runIntervalMs: 20,
    beatIntervalMs,
  });
  const join = () => {
    const leaving = new AbortController();
    const events = feed.changes(leaving.signal);
    const next = async (): Promise<LiveEvent | undefined> => (await events.next()).value ?? undefined;
    return { next, leave: () => leaving.abort(), events };
  };
  return { listeners, close, join, feed };
}

describe('createChangeFeed', () => {
  it('listens once for all clients, from the first to the last', async () => {
    const { listeners, close, join } = setUp();
    const [a, b] = [join(), join()];
    const first = [a.next(), b.next()];
    listeners[0]?.onUp();
    expect(await Promise.all(first)).toEqual([{ type: 'hello' }, { type: 'hello' }]);
    a.leave();
    expect(await a.next()).toBeUndefined();
    expect(close).not.toHaveBeenCalled();
    b.leave();
    expect(await b.next()).toBeUndefined();
    expect(close).toHaveBeenCalledTimes(1);
    expect(listeners).toHaveLength(1);
    void join().next();
    expect(listeners).toHaveLength(2);
  });

  it('ends while it waits, when the client goes', async () => {
    const { listeners, close, join } = setUp();
    const client = join();
    const waiting = client.next();
    listeners[0]?.onUp();
    await waiting;
    const ended = client.next();
    client.leave();
    expect(await ended).toBeUndefined();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('tells a client that comes later how the line is', async () => {
    const { listeners, join } = setUp();
    void join().next();
    listeners[0]?.onDown(new Error('refused'));
    const late = join();
    expect(await late.next()).toEqual({ type: 'away' });
    listeners[0]?.onUp();
    expect(await late.next()).toEqual({ type: 'hello' });
  });

  it('gives a client that reads slowly the newest only', async () => {
    const { listeners, join } = setUp();
    const slow = join();
    const first = slow.next();
    listeners[0]?.onUp();
    await first;
    for (let revision = 1; revision <= 5_000; revision += 1)
      listeners[0]?.onChange({ type: 'run', runId, revision });
    expect(await slow.next()).toEqual({ type: 'run', runId, revision: 5_000 });
    listeners[0]?.onChange({ type: 'run', runId, revision: 5_001 });
    expect(await slow.next()).toEqual({ type: 'run', runId, revision: 5_001 });
  });

  it('ends for everybody when it is closed, and does not begin again', async () => {
    const { listeners, close, join, feed } = setUp();
    const client = join();
    const first = client.next();
    listeners[0]?.onUp();
    await first;
    const ended = client.next();
    feed.close();
    expect(await ended).toBeUndefined();
    expect(await join().next()).toBeUndefined();
    expect(listeners).toHaveLength(1);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('beats when nothing happens, so that silence means that it is gone', async () => {
    const { listeners, join } = setUp(5);
    const client = join();
    const first = client.next();
    listeners[0]?.onUp();
    await first;
    expect([await client.next(), await client.next()]).toEqual([{ type: 'beat' }, { type: 'beat' }]);
    client.leave();
    await client.next();
  });
});
