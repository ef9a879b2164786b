import pg from 'pg';
import { type Change, RUN_CHANNEL, readChange, SWEEP_CHANNEL, TOPIC_CHANNEL } from './channels.ts';

/**
 * Listens for changes on one connection of its own, and keeps it: one that breaks, or that no longer answers, is
 * replaced. What happens while there is none is not heard, so the listener is told when a connection has come and gone.
 */

/** ChangeListener is what to call. `onUp` and `onDown` take turns, beginning with either. */
export type ChangeListener = {
  readonly onChange: (change: Change) => void;
  /** Listening has begun, for the first time or again: from here on nothing is missed. */
  readonly onUp: () => void;
  /** The database does not answer. It is tried again until `close`. */
  readonly onDown: (cause: unknown) => void;
};

/** ListenOptions say where the database is. */
export type ListenOptions = ChangeListener & {
  readonly url: string;
  /** Time between two signs of life that the connection has to give, ms. (Default: 5,000.) */
  readonly checkIntervalMs?: number;
};

/** Listening can be ended. */
export type Listening = {
  /** close ends the connection; nothing is called afterwards. */
  close(): Promise<void>;
};

const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 5_000;
const CHECK_INTERVAL_MS = 5_000;
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 5_000;

/** listenForChanges begins to listen and returns at once, whether or not the database is there. */
export function listenForChanges(options: ListenOptions): Listening {
  const closing = new AbortController();
  const listening = keepListening(options, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}

async function keepListening(options: ListenOptions, signal: AbortSignal): Promise<void> {
  let isDownTold = false;
  let waitMs = RETRY_FIRST_MS;
  while (!signal.aborted) {
    const cause = await listenOnce(options, signal, () => {
      isDownTold = false;
      waitMs = RETRY_FIRST_MS;
    });
    if (signal.aborted) return;
    if (!isDownTold) options.onDown(cause);
    isDownTold = true;
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, RETRY_MOST_MS);
  }
}

/** Listens until the connection breaks, stops answering, or is not wanted any more; returns why. Never throws. */
async function listenOnce(
  { url, checkIntervalMs = CHECK_INTERVAL_MS, onChange, onUp }: ListenOptions,
  signal: AbortSignal,
  onConnected: () => void,
): Promise<unknown> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'laten-live',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
  });
  const broken = new AbortController();
  client.on('error', (error) => broken.abort(error));
  client.on('end', () => broken.abort(new Error('Connection terminated')));
  client.on('notification', ({ channel, payload }) => {
    const change = readChange(channel, payload ?? '');
    if (change && !signal.aborted) onChange(change);
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${RUN_CHANNEL}; LISTEN ${SWEEP_CHANNEL}; LISTEN ${TOPIC_CHANNEL}`);
    if (signal.aborted) return null;
    onConnected();
    onUp();
    const over = AbortSignal.any([signal, broken.signal]);
    while (!over.aborted) {
      await pause(checkIntervalMs, over);
      if (!over.aborted) await client.query('SELECT 1');
    }
    return broken.signal.reason;
  } catch (error) {
    return error;
  } finally {
    await endQuietly(client);
  }
}

/** A connection to a host that has gone does not say goodbye: it is not waited for long. */
async function endQuietly(client: pg.Client): Promise<void> {
  const ended = new AbortController();
  client.end().then(
    () => ended.abort(),
    () => ended.abort(),
  );
  await pause(ANSWER_TIMEOUT_MS, ended.signal);
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    signal.addEventListener('abort', done);
  });
}
