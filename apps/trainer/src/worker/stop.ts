import type { StopSignals } from '../run/stop-signals.ts';

/** Stop is told to the attempts that run, and to each that would begin. */
export type Stop = Pick<StopSignals, 'subscribe'> & {
  readonly signal: AbortSignal;
  raise(signal: NodeJS.Signals): void;
};

/** createStop returns a stop that nobody has raised. */
export function createStop(): Stop {
  const listeners = new Set<(signal: NodeJS.Signals) => void>();
  const stopping = new AbortController();
  return {
    signal: stopping.signal,
    raise(signal) {
      stopping.abort(signal);
      for (const listener of listeners) listener(signal);
    },
    subscribe(listener) {
      listeners.add(listener);
      if (stopping.signal.aborted) listener(stopping.signal.reason as NodeJS.Signals);
      return () => listeners.delete(listener);
    },
  };
}
