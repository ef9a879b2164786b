import type { LiveEvent } from './live-event.ts';

/** ChangeInbox hands events on while the tab is shown, and keeps the newest of each kind while it is hidden. */
export type ChangeInbox = {
  put(event: LiveEvent): void;
  /** setShown says whether the tab is seen; when it is, what was kept is handed on. */
  setShown(shown: boolean): void;
};

/** createChangeInbox makes one; it begins shown. Of a run or a sweep only its newest change is kept: one is enough to catch up. */
export function createChangeInbox(deliver: (event: LiveEvent) => void): ChangeInbox {
  let isShown = true;
  const kept = new Map<string, LiveEvent>();
  return {
    put: (event) => {
      if (isShown) deliver(event);
      else kept.set(keyOf(event), event);
    },
    setShown: (shown) => {
      isShown = shown;
      if (!shown) return;
      const events = [...kept.values()];
      kept.clear();
      for (const event of events) deliver(event);
    },
  };
}

function keyOf(event: LiveEvent): string {
  if (event.type === 'run') return `run ${event.runId}`;
  if (event.type === 'sweep') return `sweep ${event.sweepId}`;
  return event.type === 'topic' ? `topic ${event.topic}` : event.type;
}
