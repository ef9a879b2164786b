import { useSyncExternalStore } from 'react';

/** Store holds one value outside React, so that code anywhere can set it and one component shows it. */
export type Store<Value> = {
  get(): Value;
  set(value: Value): void;
  /** use reads the value in a component, which is drawn again when it changes. */
  use(): Value;
};

/** createStore makes a store. On the server it always holds the initial value: nothing of one request reaches another. */
export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const get = () => current;
  return {
    get,
    set: (value) => {
      if (typeof window === 'undefined' || Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get, () => initial),
  };
}
