/** Refresher runs a refresh on request, never two at once and never more often than its interval. */
export type Refresher = {
  /** request asks for one more refresh; requests that come while one runs or waits become one. */
  request(): void;
  /** stop forgets what was asked for; a running refresh is left to end. */
  stop(): void;
};

/** RefresherOptions say what to do and how often at most. A refresh that fails is not tried again before the next request. */
export type RefresherOptions = {
  readonly refresh: () => Promise<unknown>;
  /** Least time between the starts of two refreshes, ms. */
  readonly intervalMs: number;
};

/** createRefresher makes one. The first request is served at once. */
export function createRefresher({ refresh, intervalMs }: RefresherOptions): Refresher {
  let isRunning = false;
  let isWanted = false;
  let startedMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async (): Promise<void> => {
    timer = undefined;
    isWanted = false;
    isRunning = true;
    startedMs = Date.now();
    await refresh().catch(() => undefined);
    isRunning = false;
    if (isWanted) schedule();
  };
  const schedule = (): void => {
    if (isRunning || timer !== undefined) return;
    const waitMs = Math.max(0, Math.min(intervalMs, startedMs + intervalMs - Date.now()));
    if (waitMs === 0) void run();
    else timer = setTimeout(() => void run(), waitMs);
  };
  return {
    request: () => {
      isWanted = true;
      schedule();
    },
    stop: () => {
      isWanted = false;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
