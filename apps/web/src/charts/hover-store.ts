import { createStore, type Store } from '../ui/create-store.ts';

/** HoverStore holds the place that the pointer or the keyboard is at, for all charts of a page; null for none. */
export type HoverStore = Store<number | null>;

/** createHoverStore makes one that changes once a frame at most, however often the pointer moves. */
export function createHoverStore(schedule: (work: () => void) => void = requestFrame): HoverStore {
  const store = createStore<number | null>(null);
  let next: number | null = null;
  let waiting = false;
  return {
    ...store,
    get: () => (waiting ? next : store.get()),
    set: (x) => {
      next = x;
      if (waiting) return;
      waiting = true;
      schedule(() => {
        waiting = false;
        store.set(next);
      });
    },
  };
}

function requestFrame(work: () => void): void {
  requestAnimationFrame(work);
}
