'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { writeCookie } from '../../ui/write-cookie.ts';
import {
  EXPERIMENT_COOKIE,
  type RunsView,
  readRunsView,
  readTrialsView,
  type SweepOfView,
  writeRunsView,
} from './runs-address.ts';

/**
 * useRunsView returns what the address says to show, and how to show something else. The address changes without asking
 * the server for a page: the list asks for its rows itself. Another experiment is a step of the history; an order is not.
 */
export function useRunsView(
  rememberedAtFirst: string | null,
): [RunsView, (change: Partial<RunsView>) => void] {
  const parameters = useSearchParams();
  const [remembered, setRemembered] = useState(rememberedAtFirst);
  const view = useMemo(
    () => readRunsView(new URLSearchParams(parameters.toString()), remembered),
    [parameters, remembered],
  );
  const change = useCallback(
    (part: Partial<RunsView>) => {
      const next = { ...view, ...part };
      if (next.experiment === view.experiment) {
        window.history.replaceState(null, '', writeRunsView(next));
        return;
      }
      writeCookie(EXPERIMENT_COOKIE, next.experiment ?? '');
      setRemembered(next.experiment);
      window.history.pushState(null, '', writeRunsView(next));
    },
    [view],
  );
  return [view, change];
}

/** useTrialsView does the same for the trials of a sweep, on its page. */
export function useTrialsView(sweep: SweepOfView): [RunsView, (change: Partial<RunsView>) => void] {
  const parameters = useSearchParams();
  const { id, metric, goal } = sweep;
  const view = useMemo(
    () => readTrialsView(new URLSearchParams(parameters.toString()), { id, metric, goal }),
    [parameters, id, metric, goal],
  );
  const change = useCallback(
    (part: Partial<RunsView>) => window.history.replaceState(null, '', writeRunsView({ ...view, ...part })),
    [view],
  );
  return [view, change];
}
