import type { Clock } from './clock.ts';
import type { RunOutcome } from './recording-store.ts';

/** What is known to be away is not waited for when all is over; a store that is slow is, for a while. */
const WITHIN_MS_WHEN_AWAY = 1_000;
const MOST_MS = 60_000;

/** FinishDeadline says until when the end of an attempt is tried: a store that answers gets more time, one that is silent does not. */
export class FinishDeadline {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #withinMs: number;
  readonly #atLastMs: number;
  #atMs: number;

  /** What is handed back belongs to a process that is told to stop: it has no time for a long backlog. */
  constructor(input: {
    clock: Pick<Clock, 'now'>;
    withinMs: number;
    isStoreAway: boolean;
    status: RunOutcome['status'];
  }) {
    const { clock, withinMs, isStoreAway, status } = input;
    const firstMs = isStoreAway ? Math.min(withinMs, WITHIN_MS_WHEN_AWAY) : withinMs;
    this.#clock = clock;
    this.#withinMs = withinMs;
    this.#atMs = clock.now() + firstMs;
    this.#atLastMs = clock.now() + (status === 'QUEUED' ? firstMs : Math.max(withinMs, MOST_MS));
  }

  /** The time of the clock at which it is over. */
  get atMs(): number {
    return this.#atMs;
  }

  /** extend gives the store that has just answered the same time again. */
  extend(): void {
    this.#atMs = Math.min(this.#clock.now() + this.#withinMs, this.#atLastMs);
  }
}
