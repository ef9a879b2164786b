import { setTimeout as delay } from 'node:timers/promises';
import { isTransientDatabaseError } from '@laten/db';

/** repeat does the work again and again, with a pause after each time, until the signal aborts. A failure ends nothing. */
export async function repeat(input: {
  signal: AbortSignal;
  intervalMs: number;
  work: () => Promise<unknown>;
  onError: (error: unknown) => void;
}): Promise<void> {
  const { signal, intervalMs, work, onError } = input;
  while (!signal.aborted) {
    await work().catch(onError);
    await pause(intervalMs, signal);
  }
}

/** pause waits, but not longer than until the signal aborts. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await delay(durationMs, undefined, { signal }).catch(() => undefined);
}

/** Announcer says a line once, until something has happened that makes it news again. */
export type Announcer = { say(line: string): void; forget(): void };

/** createAnnouncer keeps what is tried again every half minute from filling the terminal. */
export function createAnnouncer(print: (line: string) => void): Announcer {
  const said = new Set<string>();
  return {
    say: (line) => {
      if (said.has(line)) return;
      said.add(line);
      print(line);
    },
    forget: () => said.clear(),
  };
}

/** warnOnce says each failure once. A database that is away is none of them: its return ends the failure. */
export function warnOnce(warn: (message: string) => void): (error: unknown) => void {
  const said = new Set<string>();
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    if (isTransientDatabaseError(error) || said.has(message)) return;
    said.add(message);
    warn(message);
  };
}
