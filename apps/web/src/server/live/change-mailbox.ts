import type { LiveEvent } from '../../live/live-event.ts';

/**
 * What one client has yet to be told. Of a run, and of a sweep, only the newest revision is kept, and it goes out at most
 * every so many milliseconds, so a client that reads slowly holds no more memory than there are of them that change. Knows no timer.
 */
export type ChangeMailbox = {
  put(event: LiveEvent): void;
  /** take removes and returns what may be sent now, oldest first. */
  take(nowMs: number): LiveEvent[];
  /** dueMs returns when the next event may be sent: 0 for at once, null when none waits. */
  dueMs(): number | null;
};

/** createChangeMailbox makes an empty one. `runIntervalMs` is the least time between two events of one run, or of one sweep. */
export function createChangeMailbox({ runIntervalMs }: { runIntervalMs: number }): ChangeMailbox {
  const waiting = new Map<string, LiveEvent>();
  const sentMs = new Map<string, number>();

  const dueOf = (key: string): number => (sentMs.get(key) ?? Number.NEGATIVE_INFINITY) + runIntervalMs;
  return {
    put: (event) => {
      // Whatever a page has may be old: what came before `hello` or `away` says nothing that these do not.
      if (event.type === 'hello' || event.type === 'away') waiting.clear();
      waiting.set(keyOf(event), event);
    },
    take: (nowMs) => {
      for (const key of sentMs.keys()) if (dueOf(key) <= nowMs) sentMs.delete(key);
      const ready = [...waiting].filter(([key]) => !sentMs.has(key));
      for (const [key, event] of ready) {
        waiting.delete(key);
        if (event.type === 'run' || event.type === 'sweep') sentMs.set(key, nowMs);
      }
      return ready.map(([, event]) => event);
    },
    dueMs: () => {
      if (waiting.size === 0) return null;
      return Math.max(0, Math.min(...[...waiting.keys()].map(dueOf)));
    },
  };
}

function keyOf(event: LiveEvent): string {
  if (event.type === 'run') return `run ${event.runId}`;
  if (event.type === 'sweep') return `sweep ${event.sweepId}`;
  return event.type === 'topic' ? `topic ${event.topic}` : 'line';
}
