'use client';

import type { ChartSeries } from '@laten/db/rows';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type RouterOutputs, useTRPCClient } from '../trpc/client.tsx';
import { type FirstLines, withFirstLines } from './first-lines.ts';
import { createRunSeries, type RunSeries, type RunSeriesState, type StepRange } from './run-series.ts';
import { useHello, useRunChange } from './use-live.ts';

type Run = Pick<RouterOutputs['runs']['get'], 'id' | 'attempt' | 'revision'>;

/** RunSeriesQuery says which series of a run to show. */
export type RunSeriesQuery = {
  readonly run: Run;
  readonly names: readonly string[];
  /** Width of the plot, in pixels: 2 to 2,000. A line has at most three points for each. */
  readonly widthPx: number;
  /** A part of the run, at the full resolution of the width; while it is being read, the whole is shown. (Default: all.) */
  readonly range?: StepRange | null;
  /** What came with the page. (Default: nothing did.) */
  readonly first?: FirstLines | null;
};

/** RunSeriesResult is what to draw. With `ready` and an error, what is drawn may be old. */
export type RunSeriesResult = {
  readonly series: readonly ChartSeries[];
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly retry: () => void;
};

/** useRunSeries reads series of a run once, and then keeps up with what is newer. */
export function useRunSeries({ run, names, widthPx, range, first }: RunSeriesQuery): RunSeriesResult {
  const whole = useFollowed({ run, names, widthPx, first });
  const part = useFollowed({ run, names: range ? names : [], widthPx, ...range });
  const shown = range && part.state.status !== 'loading' ? part : whole;
  return { ...shown.state, retry: () => shown.store.catchUp() };
}

type Followed = { readonly store: RunSeries; readonly state: RunSeriesState };

function useFollowed(query: Omit<RunSeriesQuery, 'range'> & StepRange): Followed {
  const { run, names, widthPx, fromStep, toStep } = query;
  const [first] = useState(query.first ?? null);
  const [firstAttempt] = useState(run.attempt);
  const client = useTRPCClient();
  const runId = run.id;
  const store = useMemo(
    () =>
      createRunSeries({
        ports: {
          readMany: withFirstLines(
            ({ names: wanted, ...range }) =>
              client.series.readMany.query({ runId, names: [...wanted], widthPx, ...range }),
            first,
            { attempt: firstAttempt, widthPx },
          ),
          readNewer: (series) => client.series.readNewer.query({ runId, series }),
        },
        widthPx,
        range: { fromStep, toStep },
      }),
    [client, runId, widthPx, fromStep, toStep, first, firstAttempt],
  );
  const state = useSyncExternalStore(store.onChange, store.state, store.state);
  useShow(store, { run, names });
  useRunChange(runId, ({ revision }) => store.notice(revision));
  useHello(() => store.catchUp());
  return { store, state };
}

function useShow(store: RunSeries, { run, names }: Pick<RunSeriesQuery, 'run' | 'names'>): void {
  const { attempt, revision } = run;
  // Callers make the list anew each time they draw; it is compared by what is in it.
  const key = JSON.stringify(names);
  useEffect(() => {
    store.show(JSON.parse(key), { attempt, revision });
    store.notice(revision);
  }, [store, key, attempt, revision]);
  useEffect(() => () => store.stop(), [store]);
}
