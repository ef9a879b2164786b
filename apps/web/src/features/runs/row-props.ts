import type { WorkersStatus } from './describe-status.ts';
import type { ListedRun } from './patch-run-pages.ts';
import type { RowEditing } from './use-row-keys.ts';

/** RunTableRowProps are one run and how its row stands. They are compared one by one: only what changed is drawn again. */
export type RunTableRowProps = {
  readonly run: ListedRun;
  readonly index: number;
  readonly columnIds: readonly string[];
  readonly workers: WorkersStatus | undefined;
  /** The sweep whose trials the list shows, if it shows those of one. */
  readonly sweepOfList: string | null;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly isBest: boolean;
  readonly editing: RowEditing | null;
  readonly onEdit: (id: string, what: RowEditing | null) => void;
  readonly onEditNote: (run: ListedRun) => void;
  readonly onSetTags: (run: ListedRun, tags: readonly string[]) => void;
  readonly onSelect: (id: string, event: unknown) => void;
};
