/** Clock is time as a recorder sees it. Tests bring their own. */
export type Clock = {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Resolves after the time, or as soon as the signal aborts. */
  readonly sleep: (durationMs: number, signal?: AbortSignal) => Promise<void>;
};

/** systemClock is the time of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, durationMs);
      signal?.addEventListener('abort', wake);
      if (signal?.aborted) wake();
    }),
};
