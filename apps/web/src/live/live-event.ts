import type { Change, LiveTopic } from '@laten/db/rows';

/**
 * What the server tells open pages. `hello`: the line to the database has just been (re)opened, and whatever a page has may
 * be old. `away`: the database does not answer, and changes are not heard. `beat`: nothing has happened; the server is there.
 */
export type LiveEvent =
  | Change
  | { readonly type: 'hello' }
  | { readonly type: 'away' }
  | { readonly type: 'beat' };

/** RunChange says that a run, or anything of it, has changed, and its revision since. */
export type RunChange = Extract<LiveEvent, { type: 'run' }>;

/** SweepChange says that a sweep, or the state of one of its trials, has changed, and its revision since. */
export type SweepChange = Extract<LiveEvent, { type: 'sweep' }>;

export type { LiveTopic };

/** LiveConnection is the state of the line to the server, as people read it. `awaySinceMs` is when it was last up to date. */
export type LiveConnection =
  | { readonly state: 'connecting' | 'live'; readonly awaySinceMs: null }
  | { readonly state: 'away'; readonly awaySinceMs: number };
