import { isLatenError } from '../errors.ts';
import type { Clock } from './clock.ts';

/** StoreLinkOptions are a link's clock and whom it tells. */
export type StoreLinkOptions = {
  readonly clock: Clock;
  /** The store has gone away: it failed in a way that passes, or does not answer. */
  readonly onAway: (reason: string) => void;
  readonly onBack: () => void;
  /** Another attempt has taken the run over: nothing will be taken any more. */
  readonly onStale: (message: string) => void;
  /** The store will never take this one write. */
  readonly onRefused: (message: string) => void;
};

/** Patience says how long a write may take, and until when it is tried. */
export type Patience = {
  /** A store that has not answered after this long is taken for away; it is waited for all the same. (Default: 5,000.) */
  readonly answerMs?: number;
  /** The pause between two tries. */
  readonly pause: (durationMs: number) => Promise<void>;
  /** No try begins after this time of the clock. */
  readonly giveUpAtMs: () => number;
};

const ANSWER_MS = 5_000;
const RETRY_FIRST_MS = 250;

/** RETRY_MOST_MS is the longest pause before something that failed is tried again. */
export const RETRY_MOST_MS = 5_000;

/** StoreLink knows whether the store is there, and tries a write until it is. What to do meanwhile is not its matter. */
export class StoreLink {
  readonly #options: StoreLinkOptions;
  #isAway = false;

  constructor(options: StoreLinkOptions) {
    this.#options = options;
  }

  get isAway(): boolean {
    return this.#isAway;
  }

  /** persist tries until it works, the store refuses for good, or the time to try is over. */
  async persist(
    write: () => Promise<unknown>,
    { answerMs = ANSWER_MS, pause, giveUpAtMs }: Patience,
  ): Promise<'written' | 'refused' | 'gave-up'> {
    for (let waitMs = RETRY_FIRST_MS; ; waitMs = Math.min(waitMs * 2, RETRY_MOST_MS)) {
      try {
        await this.#watch(write(), answerMs);
        this.#noteSuccess();
        return 'written';
      } catch (error) {
        if (this.noteFailure(error) === 'permanent') return 'refused';
      }
      if (this.#options.clock.now() + waitMs > giveUpAtMs()) return 'gave-up';
      await pause(waitMs);
    }
  }

  /** noteFailure tells what a failure means, and whom it concerns. */
  noteFailure(error: unknown): 'permanent' | 'transient' {
    const message = error instanceof Error ? error.message : String(error);
    if (!isLatenError(error) || error.code === 'DATABASE_UNREACHABLE') {
      this.#noteAway(message);
      return 'transient';
    }
    if (error.code === 'RUN_STALE_ATTEMPT') this.#options.onStale(message);
    else this.#options.onRefused(message);
    return 'permanent';
  }

  /** A silent store may be behind a cable that was pulled: nobody is told for minutes. */
  async #watch(answer: Promise<unknown>, answerMs: number): Promise<void> {
    const answered = new AbortController();
    void this.#options.clock.sleep(answerMs, answered.signal).then(() => {
      if (!answered.signal.aborted) this.#noteAway(`no answer for ${Math.round(answerMs / 1000)} s`);
    });
    try {
      await answer;
    } finally {
      answered.abort();
    }
  }

  #noteAway(reason: string): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#options.onAway(reason);
  }

  #noteSuccess(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#options.onBack();
  }
}
