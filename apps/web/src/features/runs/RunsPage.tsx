'use client';

import type { RowSelectionState } from '@tanstack/react-table';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import { lazy } from '../../ui/lazy.tsx';
import { useIsNarrow } from '../../ui/use-is-narrow.ts';
import { ExperimentSwitcher } from '../experiments/ExperimentSwitcher.tsx';
import { EmptyRuns } from './EmptyRuns.tsx';
import type { ListedRun } from './patch-run-pages.ts';
import { chooseColumns } from './prepare-columns.ts';
import { describePixels } from './prepare-run-row.ts';
import { RunsSkeleton } from './RunsSkeleton.tsx';
import { RunsTable } from './RunsTable.tsx';
import { RunsToolbar } from './RunsToolbar.tsx';
import classes from './runs.module.css';
import type { RunsView } from './runs-address.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useColumnChoice } from './use-column-choice.ts';
import { type RunsList, useRunsList } from './use-runs-list.ts';
import { useRunsView } from './use-runs-view.ts';
import { useWorkers } from './use-workers.ts';
import { Primer } from './WhatAVaeDoes.tsx';

const RowNote = lazy(() => import('./note/RowNote.tsx').then(({ RowNote }) => RowNote));
const TagDialog = lazy(() => import('./dialogs/TagDialog.tsx').then(({ TagDialog }) => TagDialog));
const MoveDialog = lazy(() => import('./dialogs/MoveDialog.tsx').then(({ MoveDialog }) => MoveDialog));

type RunsDialog =
  | { readonly kind: 'note'; readonly run: ListedRun }
  | { readonly kind: 'tag' | 'move'; readonly runs: readonly ListedRun[] };

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

function LoadedRuns({ view, list, runs, rememberedColumns, onChange }: LoadedRunsProps): ReactNode {
  const [choice, choose] = useColumnChoice(view.experiment, rememberedColumns);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [dialog, setDialog] = useState<RunsDialog | null>(null);
  const isNarrow = useIsNarrow();
  const workers = useWorkers(runs.some((run) => run.status === 'QUEUED'));
  const columns = useMemo(
    () => chooseColumns(runs, { choice, experiment: view.experiment }),
    [runs, choice, view.experiment],
  );
  const editNote = useCallback((run: ListedRun) => setDialog({ kind: 'note', run }), []);
  const selected = runs.filter((run) => selection[run.id]);
  const clear = () => setSelection({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected was chosen from what was shown.
  useEffect(clear, [view.experiment, view.search]);
  const isUnfiltered = view.experiment === null && view.search === '';
  if (runs.length === 0 && isUnfiltered) return <EmptyRuns kind="database" />;
  return (
    <>
      <RunsToolbar view={view} columns={columns} choice={choice} onChange={onChange} onChoose={choose} />
      {list.newCount > 0 ? <NewRuns count={list.newCount} onShow={list.reload} /> : null}
      {runs.length === 0 ? (
        <EmptyRuns
          kind={view.search ? 'search' : 'experiment'}
          view={view}
          onShowAll={() => onChange({ experiment: null, search: '' })}
          onClearSearch={() => onChange({ search: '' })}
        />
      ) : (
        <RunsTable
          runs={runs}
          total={list.total}
          columns={columns}
          view={view}
          workers={workers}
          selection={selection}
          isNarrow={isNarrow}
          isStale={list.isStale}
          onSelectionChange={setSelection}
          onSort={onChange}
          onClearSelection={clear}
          onNearEnd={list.loadMore}
          onEditNote={editNote}
        />
      )}
      {isUnfiltered && runs.length <= MOST_RUNS_OF_A_NEWCOMER ? <Primer /> : null}
      {selected.length > 0 ? (
        <SelectionBar
          runs={selected}
          onTag={() => setDialog({ kind: 'tag', runs: selected })}
          onMove={() => setDialog({ kind: 'move', runs: selected })}
          onClear={clear}
        />
      ) : null}
      <OpenDialog dialog={dialog} onClose={() => setDialog(null)} />
    </>
  );
}

function OpenDialog({ dialog, onClose }: { dialog: RunsDialog | null; onClose: () => void }): ReactNode {
  if (dialog === null) return null;
  if (dialog.kind === 'note') return <RowNote run={dialog.run} onClose={onClose} />;
  const Dialog = dialog.kind === 'tag' ? TagDialog : MoveDialog;
  return <Dialog runs={dialog.runs} onClose={onClose} />;
}

function NewRuns({ count, onShow }: { count: number; onShow: () => void }): ReactNode {
  return (
    <button type="button" className={classes.newRuns} onClick={onShow}>
      {count === 1 ? t('runs.new.one') : t('runs.new.other', { count: formatCount(count) })}
    </button>
  );
}
