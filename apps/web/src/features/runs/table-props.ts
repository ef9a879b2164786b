import type { RowSelectionState } from '@tanstack/react-table';
import type { WorkersStatus } from './describe-status.ts';
import type { ListedRun } from './patch-run-pages.ts';
import type { ShownColumn } from './prepare-columns.ts';
import type { RunsView } from './runs-address.ts';

/** RunsTableProps are what the table shows, and what it tells. */
export type RunsTableProps = {
  readonly runs: readonly ListedRun[];
  readonly total: number;
  readonly columns: readonly ShownColumn[];
  readonly view: RunsView;
  /** The best of all, when that is known. (Default: the best of these.) */
  readonly bestId?: string | null;
  readonly workers: WorkersStatus | undefined;
  readonly selection: RowSelectionState;
  readonly isNarrow: boolean;
  readonly isStale: boolean;
  onSelectionChange(update: RowSelectionState | ((old: RowSelectionState) => RowSelectionState)): void;
  onSort(order: Pick<RunsView, 'sort' | 'direction'>): void;
  onClearSelection(): void;
  onNearEnd(): void;
  onEditNote(run: ListedRun): void;
};
