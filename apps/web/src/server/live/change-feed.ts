import type { ChangeListener, Listening } from '@laten/db/rows';
import type { LiveEvent } from '../../live/live-event.ts';
import { type ChangeMailbox, createChangeMailbox } from './change-mailbox.ts';

/**
 * One listener to the database for all clients of this server: opened for the first, closed after the last. Each client
 * has a mailbox of its own, so that a slow one holds up nobody.
 */
export type ChangeFeed = {
  /** changes yields events until the signal aborts. The first is `hello` or `away`; then something every few seconds. */
  changes(signal: AbortSignal): AsyncGenerator<LiveEvent, void>;
  /** close ends every client's events, and those of clients to come: a server that stops waits for open answers. */
  close(): void;
};

/** ChangeFeedOptions say how to listen, and how often a client hears something. */
export type ChangeFeedOptions = {
  readonly listen: (listener: ChangeListener) => Listening;
  /** Least time between two events of one run for one client, ms. (Default: 250.) */
  readonly runIntervalMs?: number;
  /** Longest time in which a client hears nothing, ms. (Default: 5,000.) */
  readonly beatIntervalMs?: number;
};

type Client = { readonly mailbox: ChangeMailbox; wake(): void };

/** createChangeFeed makes a feed that listens while somebody reads it. */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { listen, runIntervalMs = 250, beatIntervalMs = 5_000 } = options;
  const clients = new Set<Client>();
  let listening: Listening | null = null;
  /** How the line to the database is: `hello` or `away`; null until it is known. */
  let line: LiveEvent | null = null;
  let isClosed = false;

  const tell = (event: LiveEvent): void => {
    for (const client of clients) {
      client.mailbox.put(event);
      client.wake();
    }
  };
  const setLine = (event: LiveEvent): void => {
    line = event;
    tell(event);
  };
  const join = (client: Client): void => {
    clients.add(client);
    if (line) client.mailbox.put(line);
    listening ??= listen({
      onChange: tell,
      onUp: () => setLine({ type: 'hello' }),
      onDown: () => setLine({ type: 'away' }),
    });
  };
  const leave = (client: Client): void => {
    clients.delete(client);
    if (clients.size > 0) return;
    void listening?.close();
    listening = null;
    line = null;
  };

  async function* changes(signal: AbortSignal): AsyncGenerator<LiveEvent, void> {
    const alarm = createAlarm(signal);
    const client = { mailbox: createChangeMailbox({ runIntervalMs }), wake: alarm.ring };
    try {
      if (!isClosed) join(client);
      while (!signal.aborted && !isClosed) {
        yield* client.mailbox.take(Date.now());
        const dueMs = client.mailbox.dueMs();
        const waitMs = dueMs === null ? beatIntervalMs : Math.max(0, dueMs - Date.now());
        const rang = await alarm.wait(Math.min(waitMs, beatIntervalMs));
        if (!rang && dueMs === null) yield { type: 'beat' };
      }
    } finally {
      leave(client);
      alarm.stop();
    }
  }
  const close = (): void => {
    isClosed = true;
    for (const client of clients) client.wake();
  };
  return { changes, close };
}

type Alarm = {
  ring(): void;
  /** wait returns true when it rang, false after the time. A ring before the wait counts. */
  wait(durationMs: number): Promise<boolean>;
  stop(): void;
};

function createAlarm(signal: AbortSignal): Alarm {
  let hasRung = false;
  let wakeUp: () => void = () => undefined;
  const ring = (): void => {
    hasRung = true;
    wakeUp();
  };
  signal.addEventListener('abort', ring);
  return {
    ring,
    wait: async (durationMs) => {
      if (!hasRung) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        await new Promise<void>((resolve) => {
          wakeUp = resolve;
          timer = setTimeout(resolve, durationMs);
        });
        clearTimeout(timer);
      }
      const rang = hasRung;
      hasRung = false;
      return rang;
    },
    stop: () => signal.removeEventListener('abort', ring),
  };
}
