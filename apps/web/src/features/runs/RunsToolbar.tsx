'use client';

import { limits } from '@laten/shared';
import { IconColumns3, IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import { LazyMenu } from '../../ui/LazyMenu.tsx';
import { lazy } from '../../ui/lazy.tsx';
import { useShortcuts } from '../../ui/use-shortcuts.ts';
import { columnLabel } from './column-layout.ts';
import type { ColumnChoice, ShownColumn } from './prepare-columns.ts';
import classes from './runs.module.css';
import { type RunsView, type SortColumn, sortColumnOf } from './runs-address.ts';

const ColumnsMenu = lazy(() => import('./ColumnsMenu.tsx').then(({ ColumnsMenu }) => ColumnsMenu));
const SEARCH_DELAY_MS = 200;

/** RunsToolbar searches the list and chooses its columns; on a narrow screen, where no header is, it also sorts. */
export function RunsToolbar({
  view,
  columns,
  choice,
  onChange,
  onChoose,
}: {
  view: RunsView;
  columns: readonly ShownColumn[];
  choice: ColumnChoice;
  onChange: (change: Partial<RunsView>) => void;
  onChoose: (choice: ColumnChoice) => void;
}): ReactNode {
  return (
    <div className={classes.toolbar}>
      <SearchField search={view.search} onSearch={(search) => onChange({ search })} />
      <SortField view={view} columns={columns} onChange={onChange} />
      <span className={classes.columnsPlace}>
        <LazyMenu
          kind="dialog"
          label={t('columns.title')}
          className={classes.toolButton}
          face={
            <>
              <IconColumns3 size={16} stroke={1.6} aria-hidden="true" />
              {t('columns.button')}
            </>
          }
        >
          {(onClose) => (
            <ColumnsMenu columns={columns} choice={choice} onChoose={onChoose} onClose={onClose} />
          )}
        </LazyMenu>
      </span>
    </div>
  );
}

/** The list is asked for a little after the last key, the field follows at once. */
function SearchField({
  search,
  onSearch,
}: {
  search: string;
  onSearch: (search: string) => void;
}): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useShortcuts({ '/': () => field.current?.select() });
  // The address may change by other means: back, or a link.
  useEffect(() => setTyped(search), [search]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string, delayMs: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(text), delayMs);
  };
  return (
    <search className={classes.search}>
      <IconSearch size={15} stroke={1.6} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        className={classes.searchInput}
        aria-label={t('runs.search')}
        aria-keyshortcuts="/"
        placeholder={t('runs.search.placeholder')}
        maxLength={limits.searchLength}
        value={typed}
        onChange={(event) => type(event.currentTarget.value, SEARCH_DELAY_MS)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') type('', 0);
        }}
      />
      {typed ? (
        <button
          type="button"
          className={classes.clear}
          aria-label={t('runs.search.clear')}
          onClick={() => type('', 0)}
        >
          <IconX size={14} aria-hidden="true" />
        </button>
      ) : (
        <span className={classes.slash} aria-hidden="true">
          /
        </span>
      )}
    </search>
  );
}

function SortField({
  view,
  columns,
  onChange,
}: {
  view: RunsView;
  columns: readonly ShownColumn[];
  onChange: (change: Partial<RunsView>) => void;
}): ReactNode {
  const ids = ['started', 'name', 'status', ...columns.filter(({ visible }) => visible).map(({ id }) => id)];
  const sorts = [...new Set(ids)].flatMap((id) => {
    const sort = sortColumnOf(id);
    return sort ? (['desc', 'asc'] as const).map((direction) => ({ id, sort, direction })) : [];
  });
  return (
    <select
      className={classes.sortField}
      aria-label={t('runs.sort')}
      value={`${view.sort} ${view.direction}`}
      onChange={(event) => {
        const [sort, direction] = event.currentTarget.value.split(' ');
        onChange({ sort: sort as SortColumn, direction: direction === 'asc' ? 'asc' : 'desc' });
      }}
    >
      {sorts.map(({ id, sort, direction }) => (
        <option key={`${sort} ${direction}`} value={`${sort} ${direction}`}>
          {t(`runs.sort.${direction}`, { column: columnLabel(id) })}
        </option>
      ))}
    </select>
  );
}
