import { exitCodeOfSignal } from '../exit-codes.ts';

/** StopSignals lets whoever works now decide what Ctrl-C and SIGTERM mean. */
export type StopSignals = {
  /** subscribe calls the listener for each signal until it is unsubscribed; a signal that came before is told at once. */
  subscribe(listener: (signal: NodeJS.Signals) => void): () => void;
  /** The first signal that came, or null. */
  readonly received: NodeJS.Signals | null;
  close(): void;
};

/** One signal can arrive twice, from the terminal or service manager and from `./laten`: within this time it counts once. */
const SAME_SIGNAL_MS = 250;

/** How long what does not listen may go on after the first signal. */
const PATIENCE_MS = 2_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** listenForStopSignals takes over SIGINT, SIGTERM and SIGHUP of this process until it is closed. */
export function listenForStopSignals(): StopSignals {
  const listeners = new Set<(signal: NodeJS.Signals) => void>();
  let received: NodeJS.Signals | null = null;
  let receivedMs = Number.NEGATIVE_INFINITY;
  const onSignal = (signal: NodeJS.Signals) => {
    const nowMs = performance.now();
    if (nowMs - receivedMs < SAME_SIGNAL_MS) return;
    receivedMs = nowMs;
    const first = received === null;
    received ??= signal;
    // Nobody listens while something short or a start-up is under way: it may end by itself, but not for long.
    if (listeners.size === 0)
      setTimeout(() => process.exit(exitCodeOfSignal(signal)), first ? PATIENCE_MS : 0).unref();
    for (const listener of listeners) listener(signal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    get received() {
      return received;
    },
    subscribe(listener) {
      listeners.add(listener);
      if (received) listener(received);
      return () => listeners.delete(listener);
    },
    close() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
