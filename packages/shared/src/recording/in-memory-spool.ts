import type { RecordingOperation, Spool, SpoolEntry } from './spool.ts';

/** InMemorySpool is a spool for tests, and for programs whose points may be lost. */
export class InMemorySpool implements Spool {
  readonly place = 'this process';
  readonly #mostOperations: number;
  #operations: RecordingOperation[] = [];
  #end: SpoolEntry[] = [];

  /** (Default of `mostOperations`: no limit.) */
  constructor({ mostOperations = Number.POSITIVE_INFINITY }: { mostOperations?: number } = {}) {
    this.#mostOperations = mostOperations;
  }

  /** entries is what a replay would find now. */
  get entries(): readonly SpoolEntry[] {
    return [...this.#operations, ...this.#end];
  }

  async append(operations: readonly RecordingOperation[]) {
    const kept = Math.min(operations.length, this.#mostOperations - this.#operations.length);
    this.#operations.push(...operations.slice(0, kept));
    return {
      kept,
      refusal: kept < operations.length ? `it holds at most ${this.#mostOperations} operations` : null,
    };
  }

  async read(place: number) {
    return this.#operations[place] ?? null;
  }

  async drop(count: number) {
    this.#operations.splice(0, count);
  }

  async leave(outcome: Parameters<Spool['leave']>[0]) {
    if (outcome) this.#end = [{ kind: 'end', outcome }];
  }

  async remove() {
    this.#operations = [];
  }
}
