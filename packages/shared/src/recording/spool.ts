import type { PointColumns } from './point-buffer.ts';
import type { Attempt, NewArtifact, RunOutcome } from './recording-store.ts';

/**
 * A spool keeps on disk what an attempt records while the store is away, oldest first, so that neither a long outage nor
 * a killed process costs a point. It has two implementations, in memory and in a file, and one contract suite.
 */

/** RecordingOperation is one write to the store. A batch of points keeps its id, however often it is sent. */
export type RecordingOperation =
  | { readonly kind: 'points'; readonly id: string; readonly columns: PointColumns }
  | { readonly kind: 'artifact'; readonly artifact: NewArtifact };

/** SpoolEntry is what a spool holds: operations, and behind them the attempt's end, if it came while the store was away. */
export type SpoolEntry = RecordingOperation | { readonly kind: 'end'; readonly outcome: RunOutcome };

/** SpoolReceipt says how many operations were kept, from the first on, and in words why the others were not. */
export type SpoolReceipt = { readonly kept: number; readonly refusal: string | null };

/** Spool holds the operations of one attempt while its process lives. One call at a time. */
export interface Spool {
  /** Says to a person where the spool is. */
  readonly place: string;
  /** append keeps operations behind those that are there. What is kept outlives the process. Never rejects. */
  append(operations: readonly RecordingOperation[]): Promise<SpoolReceipt>;
  /** read reads an operation by its place, 0 for the oldest; null when there is none. Rejects when what was kept cannot be read. */
  read(place: number): Promise<RecordingOperation | null>;
  /** drop forgets the oldest operations: the store has them. */
  drop(count: number): Promise<void>;
  /** leave lets go of the spool, with the attempt's end if there is one: whoever finds it replays it. */
  leave(outcome: RunOutcome | null): Promise<void>;
  /** remove deletes the spool and what it holds. */
  remove(): Promise<void>;
}

/** LeftSpool is a spool that a process has left behind, or lost its life over. */
export type LeftSpool = { readonly attempt: Attempt; readonly entries: AsyncIterable<SpoolEntry> };
