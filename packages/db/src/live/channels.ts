/**
 * What listeners hear of a change, and on which channel of NOTIFY. A notification says only that something changed:
 * readers fetch it. Whoever was not listening has missed it, and compares revisions instead.
 */

/** RUN_CHANNEL tells of a run: a payload is `runId:revision`. */
export const RUN_CHANNEL = 'laten_run';

/** SWEEP_CHANNEL tells of a sweep's row, and of the state of one of its trials, but not of their points: a payload is `sweepId:revision`. */
export const SWEEP_CHANNEL = 'laten_sweep';

/** TOPIC_CHANNEL tells of what belongs to no run or sweep: a payload is a LiveTopic. */
export const TOPIC_CHANNEL = 'laten_topic';

/** liveTopics are what changes apart from runs: which workers there are and what they do, and the experiments. */
export const liveTopics = ['workers', 'experiments'] as const;

/** LiveTopic names one of them. */
export type LiveTopic = (typeof liveTopics)[number];

/** Change is a notification, read: a run or a sweep of a revision, or a topic. */
export type Change =
  | { readonly type: 'run'; readonly runId: string; readonly revision: number }
  | { readonly type: 'sweep'; readonly sweepId: string; readonly revision: number }
  | { readonly type: 'topic'; readonly topic: LiveTopic };

/** readChange reads a notification, or returns null for one that is not Laten's. */
export function readChange(channel: string, payload: string): Change | null {
  if (channel === TOPIC_CHANNEL) {
    const topic = liveTopics.find((one) => one === payload);
    return topic ? { type: 'topic', topic } : null;
  }
  const [, id, digits] = /^([0-9a-z]{16}):(\d+)$/.exec(payload) ?? [];
  if (id === undefined) return null;
  const revision = Number(digits);
  if (channel === RUN_CHANNEL) return { type: 'run', runId: id, revision };
  return channel === SWEEP_CHANNEL ? { type: 'sweep', sweepId: id, revision } : null;
}
