import type { LiveEvent } from './live-event.ts';

/**
 * One stream of events from the server, kept up: when it ends, fails or falls silent, it is opened again. The server says
 * something every few seconds, so silence means that nobody is there, whatever the socket believes.
 */

/** OpenStream opens a stream and returns what closes it. `onEnd` is called when it ends or fails. */
export type OpenStream = (handlers: {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onEnd: () => void;
}) => () => void;

/** LiveStreamOptions say how to open a stream, and whom to tell. */
export type LiveStreamOptions = {
  readonly open: OpenStream;
  readonly onEvent: (event: LiveEvent) => void;
  /** The stream is lost; it is being opened again. */
  readonly onLost: () => void;
};

/** LiveStream is a stream that is being kept up. */
export type LiveStream = {
  /** check opens the stream again at once if it has been silent: after a sleep timers come late, or never. */
  check(): void;
  close(): void;
};

/** SILENCE_MS is how long a stream may say nothing before it is taken for lost. The server beats every 5 s. */
export const SILENCE_MS = 12_000;

const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 5_000;

/** keepStream opens a stream and keeps it up until it is closed. */
export function keepStream({ open, onEvent, onLost }: LiveStreamOptions): LiveStream {
  let closeStream: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = RETRY_FIRST_MS;
  /** When the stream was last heard, or opened; null while the next attempt is waited for. */
  let heardMs: number | null = null;

  const listenUntil = (silentAtMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => lose(), silentAtMs);
  };
  const connect = (): void => {
    heardMs = Date.now();
    listenUntil(SILENCE_MS);
    let isCurrent = true;
    const closeOpened = open({
      onEvent: (event) => {
        if (!isCurrent) return;
        waitMs = RETRY_FIRST_MS;
        heardMs = Date.now();
        listenUntil(SILENCE_MS);
        onEvent(event);
      },
      onEnd: () => {
        if (isCurrent) lose();
      },
    });
    closeStream = () => {
      isCurrent = false;
      closeOpened();
    };
  };
  const lose = (): void => {
    closeStream();
    heardMs = null;
    onLost();
    clearTimeout(timer);
    timer = setTimeout(connect, waitMs);
    waitMs = Math.min(waitMs * 2, RETRY_MOST_MS);
  };
  connect();
  return {
    check: () => {
      if (heardMs !== null && Date.now() - heardMs <= SILENCE_MS) return;
      clearTimeout(timer);
      closeStream();
      connect();
    },
    close: () => {
      clearTimeout(timer);
      closeStream();
    },
  };
}
