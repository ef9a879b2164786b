'use client';

import type { ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import { ExperimentSwitcher } from '../experiments/ExperimentSwitcher.tsx';
import { StoppedWorkers } from '../workers/StoppedWorkers.tsx';
import { EmptyRuns } from './EmptyRuns.tsx';
import type { ListedRun } from './patch-run-pages.ts';
import { describePixels } from './prepare-run-row.ts';
import { RunsListing } from './RunsListing.tsx';
import { RunsSkeleton } from './RunsSkeleton.tsx';
import classes from './runs.module.css';
import type { RunsView } from './runs-address.ts';
import { type RunsList, useRunsList } from './use-runs-list.ts';
import { useRunsView } from './use-runs-view.ts';
import { Primer } from './WhatAVaeDoes.tsx';

/** Up to so many runs are those of somebody who may never have seen a VAE. */
const MOST_RUNS_OF_A_NEWCOMER = 2;

/** RunsPage lists the runs of an experiment and keeps up with those that train. */
export function RunsPage({
  rememberedExperiment,
  rememberedColumns,
}: {
  rememberedExperiment: string | null;
  /** The cookie as it came; see `useColumnChoice`. */
  rememberedColumns: string | null;
}): ReactNode {
  const [view, changeView] = useRunsView(rememberedExperiment);
  const list = useRunsList(view);
  const { runs, error, total } = list;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <ExperimentSwitcher current={view.experiment} onSwitch={(experiment) => changeView({ experiment })} />
        <p className={classes.count}>{runs && total > 0 ? describeCount(runs, total) : null}</p>
        {runs && total > 0 ? <p className={classes.unit}>{describeUnit(runs)}</p> : null}
      </header>
      <StoppedWorkers />
      {runs && error ? <StaleNotice message={messageOfError(error)} /> : null}
      {runs ? (
        <LoadedRuns
          view={view}
          list={list}
          runs={runs}
          rememberedColumns={rememberedColumns}
          onChange={changeView}
        />
      ) : null}
      {!runs && error ? <ErrorState message={messageOfError(error)} onRetry={list.reload} /> : null}
      {!runs && !error ? <RunsSkeleton /> : null}
    </div>
  );
}

function describeCount(runs: readonly ListedRun[], total: number): string {
  const running = runs.filter((run) => run.status === 'RUNNING').length;
  const counted = total === 1 ? t('runs.count.one') : t('runs.count.other', { count: formatCount(total) });
  return running > 0 ? `${counted} · ${t('runs.running', { count: formatCount(running) })}` : counted;
}

function describeUnit(runs: readonly ListedRun[]): string {
  const pixels = describePixels(runs.map((run) => run.config.likelihood));
  return t('runs.metric.short', { unit: t('runs.metric.unit', { pixels }) });
}

type LoadedRunsProps = {
  readonly view: RunsView;
  readonly list: RunsList;
  readonly runs: readonly ListedRun[];
  readonly rememberedColumns: string | null;
  onChange(change: Partial<RunsView>): void;
};

function LoadedRuns(props: LoadedRunsProps): ReactNode {
  const { view, runs, onChange } = props;
  const isUnfiltered = view.experiment === null && view.search === '';
  if (runs.length === 0 && isUnfiltered) return <EmptyRuns kind="database" />;
  return (
    <>
      <RunsListing
        {...props}
        empty={
          <EmptyRuns
            kind={view.search ? 'search' : 'experiment'}
            view={view}
            onShowAll={() => onChange({ experiment: null, search: '' })}
            onClearSearch={() => onChange({ search: '' })}
          />
        }
      />
      {isUnfiltered && runs.length <= MOST_RUNS_OF_A_NEWCOMER ? <Primer /> : null}
    </>
  );
}
