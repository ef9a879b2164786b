/**
 * What listeners hear of a change, and on which channel of NOTIFY. A notification says only that something changed:
 * readers fetch it. Whoever was not listening has missed it, and compares revisions instead.
 */

/** RUN_CHANNEL tells of a run: a payload is `runId:revision`. */
export const RUN_CHANNEL = 'laten_run';

/** TOPIC_CHANNEL tells of what belongs to no run: a payload is a LiveTopic. */
export const TOPIC_CHANNEL = 'laten_topic';

/** liveTopics are what changes apart from runs: which workers there are and what they do, and the experiments. */
export const liveTopics = ['workers', 'experiments'] as const;

/** LiveTopic names one of them. */
export type LiveTopic = (typeof liveTopics)[number];

/** Change is a notification, read: a run of a revision, or a topic. */
export type Change =
  | { readonly type: 'run'; readonly runId: string; readonly revision: number }
  | { readonly type: 'topic'; readonly topic: LiveTopic };

/** readChange reads a notification, or returns null for one that is not Laten's. */
export function readChange(channel: string, payload: string): Change | null {
  if (channel === TOPIC_CHANNEL) {
    const topic = liveTopics.find((one) => one === payload);
    return topic ? { type: 'topic', topic } : null;
  }
  const [, runId, revision] = channel === RUN_CHANNEL ? (/^([0-9a-z]{16}):(\d+)$/.exec(payload) ?? []) : [];
  return runId ? { type: 'run', runId, revision: Number(revision) } : null;
}
