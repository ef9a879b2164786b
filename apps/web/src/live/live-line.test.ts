import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLeaderLock } from './browser-ports.ts';
import type { LiveEvent } from './live-event.ts';
import { createLiveLine, type LiveLine, type LiveMessage, type LivePorts } from './live-line.ts';

/** A browser with tabs: its locks, its channel, and the streams that tabs have opened. */
function createBrowser({ canShare = true } = {}) {
  const channels = new Set<{ isFrozen: () => boolean; onMessage: (message: LiveMessage) => void }>();
  const streams: { tab: string; send: (event: LiveEvent) => void; end: () => void; isOpen: boolean }[] = [];
  const locks = createLocks();
  const openTab = (name: string) => {
    let isFrozen = false;
    const ports: LivePorts = {
      openStream: ({ onEvent, onEnd }) => {
        const stream = { tab: name, send: onEvent, end: onEnd, isOpen: true };
        streams.push(stream);
        return () => {
          stream.isOpen = false;
        };
      },
      tabs: canShare
        ? {
            openChannel: (onMessage) => {
              const own = { isFrozen: () => isFrozen, onMessage };
              channels.add(own);
              return {
                post: (message) => {
                  for (const channel of channels)
                    if (channel !== own && !channel.isFrozen()) channel.onMessage(message);
                },
                close: () => channels.delete(own),
              };
            },
            lock: createLeaderLock(locks),
          }
        : null,
    };
    const line = createLiveLine(ports);
    const events: LiveEvent[] = [];
    line.onEvent((event) => events.push(event));
    line.open();
    return { line, events, freeze: () => (isFrozen = true) };
  };
  const open = () => streams.filter((stream) => stream.isOpen);
  return { openTab, open, streams };
}

/** Web Locks of one name, as the standard has them: a queue, and stealing. */
function createLocks(): Pick<LockManager, 'request'> {
  type Request = { run: () => void };
  const queue: Request[] = [];
  let holder: { lose: () => void } | null = null;
  const serve = (): void => {
    if (!holder) queue.shift()?.run();
  };
  const request = (_: string, options: LockOptions, callback: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      const entry: Request = {
        run: () => {
          const mine = { lose: () => reject(new Error('stolen')) };
          holder = mine;
          void callback().then(() => {
            resolve();
            if (holder === mine) holder = null;
            serve();
          });
        },
      };
      options.signal?.addEventListener('abort', () => {
        queue.splice(queue.indexOf(entry), queue.includes(entry) ? 1 : 0);
        reject(new Error('aborted'));
      });
      if (options.steal) {
        holder?.lose();
        holder = null;
        entry.run();
      } else {
        queue.push(entry);
        serve();
      }
    });
  return { request } as Pick<LockManager, 'request'>;
}

const hello: LiveEvent = { type: 'hello' };
const change = (revision: number): LiveEvent => ({ type: 'run', runId: '1m86ammtb54b67bx', revision });
const settle = () => vi.advanceTimersByTimeAsync(0);
const stateOf = (line: LiveLine) => line.connection().state;

describe('the line of several tabs', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one stream, and every tab hears it', async () => {
    const browser = createBrowser();
    const tabs = ['a', 'b', 'c'].map(browser.openTab);
    await settle();
    expect(browser.open().map((stream) => stream.tab)).toEqual(['a']);
    browser.open()[0]?.send(hello);
    browser.open()[0]?.send(change(4));
    for (const { line, events } of tabs) {
      expect(stateOf(line)).toBe('live');
      expect(events).toEqual([hello, change(4)]);
    }
  });

  it('tells a tab that comes late how it stands, and that it may have missed something', async () => {
    const browser = createBrowser();
    browser.openTab('a');
    await settle();
    browser.open()[0]?.send(hello);
    const late = browser.openTab('late');
    await settle();
    expect(stateOf(late.line)).toBe('live');
    expect(late.events).toEqual([hello]);
  });

  it('passes to another tab when the leader closes, and nobody notices', async () => {
    const browser = createBrowser();
    const [a, b, c] = ['a', 'b', 'c'].map(browser.openTab);
    await settle();
    browser.open()[0]?.send(hello);
    a?.line.close();
    await settle();
    expect(browser.open().map((stream) => stream.tab)).toEqual(['b']);
    expect([stateOf(b!.line), stateOf(c!.line)]).toEqual(['live', 'live']);
    browser.open()[0]?.send(hello);
    browser.open()[0]?.send(change(5));
    expect(c?.events).toEqual([hello, hello, change(5)]);
  });

  it('is taken from a leader that is frozen, by a tab that is shown', async () => {
    const browser = createBrowser();
    const a = browser.openTab('a');
    const hidden = browser.openTab('hidden');
    hidden.line.setShown(false);
    await settle();
    browser.open()[0]?.send(hello);
    a.freeze();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(browser.open().map((stream) => stream.tab)).toEqual(['a']);
    hidden.line.setShown(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(browser.open().map((stream) => stream.tab)).toEqual(['hidden']);
  });

  it('is not taken from a leader that answers, though the server be away', async () => {
    const browser = createBrowser();
    browser.openTab('a');
    const b = browser.openTab('b');
    await settle();
    browser.open()[0]?.send(hello);
    for (let i = 0; i < 10; i += 1) {
      browser.streams.at(-1)?.end();
      await vi.advanceTimersByTimeAsync(6_000);
    }
    expect(new Set(browser.streams.map((stream) => stream.tab))).toEqual(new Set(['a']));
    expect(stateOf(b.line)).toBe('away');
  });

  it('is one stream a tab where the browser shares nothing', async () => {
    const browser = createBrowser({ canShare: false });
    browser.openTab('a');
    browser.openTab('b');
    await settle();
    expect(browser.open().map((stream) => stream.tab)).toEqual(['a', 'b']);
  });

  it('keeps what a hidden tab would hear until it is shown', async () => {
    const browser = createBrowser();
    const { line, events } = browser.openTab('a');
    await settle();
    browser.open()[0]?.send(hello);
    line.setShown(false);
    for (let revision = 1; revision <= 50; revision += 1) browser.open()[0]?.send(change(revision));
    expect(events).toEqual([hello]);
    line.setShown(true);
    expect(events).toEqual([hello, change(50)]);
  });
});

describe('the connection that people see', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(1_000_000);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says nothing of a loss that is soon mended', async () => {
    const browser = createBrowser();
    const { line } = browser.openTab('a');
    const onConnection = vi.fn();
    await settle();
    browser.open()[0]?.send(hello);
    line.onConnection(onConnection);
    browser.open()[0]?.end();
    await vi.advanceTimersByTimeAsync(1_000);
    browser.open()[0]?.send(hello);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(onConnection.mock.calls.map(() => stateOf(line))).not.toContain('away');
    expect(stateOf(line)).toBe('live');
  });

  it.each([
    ['the stream is lost', (stream: { end: () => void }) => stream.end()],
    ['the database is away', (stream: { send: (e: LiveEvent) => void }) => stream.send({ type: 'away' })],
  ])('is away since the last sign of life when %s, and live again with hello', async (_, lose) => {
    const browser = createBrowser();
    const { line } = browser.openTab('a');
    await settle();
    browser.open()[0]?.send(hello);
    await vi.advanceTimersByTimeAsync(4_000);
    browser.open()[0]?.send({ type: 'beat' });
    const lastUpMs = Date.now();
    await vi.advanceTimersByTimeAsync(1_000);
    lose(browser.open()[0]!);
    await vi.advanceTimersByTimeAsync(1_999);
    browser.open()[0]?.send({ type: 'beat' });
    expect(stateOf(line)).toBe('live');
    await vi.advanceTimersByTimeAsync(1);
    expect(line.connection()).toEqual({ state: 'away', awaySinceMs: lastUpMs });
    browser.open()[0]?.send(hello);
    expect(line.connection()).toEqual({ state: 'live', awaySinceMs: null });
  });

  it('is away since the page was opened when the server never answers', async () => {
    const browser = createBrowser();
    const { line } = browser.openTab('a');
    await settle();
    expect(stateOf(line)).toBe('connecting');
    browser.open()[0]?.end();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(line.connection()).toEqual({ state: 'away', awaySinceMs: 1_000_000 });
  });
});
