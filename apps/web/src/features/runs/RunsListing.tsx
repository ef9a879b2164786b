'use client';

import type { RowSelectionState } from '@tanstack/react-table';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { lazy } from '../../ui/lazy.tsx';
import { useIsNarrow } from '../../ui/use-is-narrow.ts';
import type { ListedRun } from './patch-run-pages.ts';
import { chooseColumns } from './prepare-columns.ts';
import { RunsTable } from './RunsTable.tsx';
import { RunsToolbar } from './RunsToolbar.tsx';
import classes from './runs.module.css';
import type { RunsView } from './runs-address.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useColumnChoice } from './use-column-choice.ts';
import type { RunsList } from './use-runs-list.ts';
import { useWorkers } from './use-workers.ts';

const RowNote = lazy(() => import('./note/RowNote.tsx').then(({ RowNote }) => RowNote));
const TagDialog = lazy(() => import('./dialogs/TagDialog.tsx').then(({ TagDialog }) => TagDialog));
const MoveDialog = lazy(() => import('./dialogs/MoveDialog.tsx').then(({ MoveDialog }) => MoveDialog));

type RunsDialog =
  | { readonly kind: 'note'; readonly run: ListedRun }
  | { readonly kind: 'tag' | 'move'; readonly runs: readonly ListedRun[] };

/** RunsListingProps are a list that has been read, and how it is looked at. */
export type RunsListingProps = {
  readonly view: RunsView;
  readonly list: RunsList;
  readonly runs: readonly ListedRun[];
  /** The cookie as it came; see `useColumnChoice`. */
  readonly rememberedColumns: string | null;
  /** The best of all trials, when the list shows those of a sweep. (Default: the best of the rows that were read.) */
  readonly bestId?: string | null;
  /** What stands where no run is to show. */
  readonly empty: ReactNode;
  onChange(change: Partial<RunsView>): void;
};

/** RunsListing is the table of runs with what searches it, chooses its columns, and acts on the selected runs. */
export function RunsListing(props: RunsListingProps): ReactNode {
  const { view, list, runs, rememberedColumns, bestId, empty, onChange } = props;
  const [choice, choose] = useColumnChoice(view, rememberedColumns);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [dialog, setDialog] = useState<RunsDialog | null>(null);
  const isNarrow = useIsNarrow();
  const workers = useWorkers(runs.some((run) => run.status === 'QUEUED'));
  const columns = useMemo(() => chooseColumns(runs, { choice, view }), [runs, choice, view]);
  const editNote = useCallback((run: ListedRun) => setDialog({ kind: 'note', run }), []);
  const selected = runs.filter((run) => selection[run.id]);
  const clear = () => setSelection({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected was chosen from what was shown.
  useEffect(clear, [view.experiment, view.sweep?.id, view.search]);
  return (
    <>
      <RunsToolbar view={view} columns={columns} choice={choice} onChange={onChange} onChoose={choose} />
      {list.newCount > 0 ? <NewRuns count={list.newCount} onShow={list.reload} /> : null}
      {runs.length === 0 ? (
        empty
      ) : (
        <RunsTable
          runs={runs}
          total={list.total}
          columns={columns}
          view={view}
          bestId={bestId}
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
