'use client';

import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { LiveConnection, LiveEvent, LiveTopic, RunChange, SweepChange } from './live-event.ts';
import type { LiveLine } from './live-line.ts';

/** What a component may do with the line: hear it, and see how it is. `LiveProvider` opens it. */

/** LiveContext carries the line; null where nothing is live. */
export const LiveContext = createContext<LiveLine | null>(null);

const connecting: LiveConnection = { state: 'connecting', awaySinceMs: null };

/** useLiveConnection returns how the line to the server is. */
export function useLiveConnection(): LiveConnection {
  const line = useContext(LiveContext);
  return useSyncExternalStore(
    (onChange) => line?.onConnection(onChange) ?? (() => undefined),
    () => line?.connection() ?? connecting,
    () => connecting,
  );
}

/** useLiveEvents calls back for each event, while this tab is shown; those of a hidden tab come when it is shown again. */
export function useLiveEvents(onEvent: (event: LiveEvent) => void): void {
  const line = useContext(LiveContext);
  const hear = useEffectEvent(onEvent);
  useEffect(() => line?.onEvent((event) => hear(event)), [line]);
}

/** useRunChange calls back when a run has changed; null listens to all runs. */
export function useRunChange(runId: string | null, onChange: (change: RunChange) => void): void {
  useLiveEvents((event) => {
    if (event.type === 'run' && (runId === null || event.runId === runId)) onChange(event);
  });
}

/** useSweepChange calls back when a sweep, or the state of one of its trials, has changed. */
export function useSweepChange(onChange: (change: SweepChange) => void): void {
  useLiveEvents((event) => {
    if (event.type === 'sweep') onChange(event);
  });
}

/** useTopicChange calls back when a topic has changed: the workers, the experiments. */
export function useTopicChange(topic: LiveTopic, onChange: () => void): void {
  useLiveEvents((event) => {
    if (event.type === 'topic' && event.topic === topic) onChange();
  });
}

/** useHello calls back when the line has been opened again: what changed meanwhile was not heard, so ask again. */
export function useHello(onHello: () => void): void {
  useLiveEvents((event) => {
    if (event.type === 'hello') onHello();
  });
}
