import type { Clock } from './clock.ts';
import type { RunOutcome } from './recording-store.ts';

/** A store that answers, but has much to take, is given so long in all. */
const MOST_MS = 60_000;

/** What is handed back belongs to a process that is told to stop: it does not wait for what is known to be away. */
const HAND_BACK_WHEN_AWAY_MS = 1_000;

/** FinishDeadline says until when the end of an attempt is tried: a store that answers gets more time, one that is silent does not. */
export class FinishDeadline {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #withinMs: number;
  readonly #atLastMs: number;
  #atMs: number;

  constructor(input: {
    clock: Pick<Clock, 'now'>;
    withinMs: number;
    isStoreAway: boolean;
    status: RunOutcome['status'];
  }) {
    const { clock, withinMs, isStoreAway, status } = input;
    const isHandedBack = status === 'QUEUED';
    const firstMs = isHandedBack && isStoreAway ? Math.min(withinMs, HAND_BACK_WHEN_AWAY_MS) : withinMs;
    this.#clock = clock;
    this.#withinMs = withinMs;
    this.#atMs = clock.now() + firstMs;
    this.#atLastMs = clock.now() + (isHandedBack ? firstMs : Math.max(withinMs, MOST_MS));
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
