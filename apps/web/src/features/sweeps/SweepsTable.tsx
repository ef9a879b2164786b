'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { t } from '../../messages/index.ts';
import { InlineCode } from '../../ui/InlineCode.tsx';
import { LocalTime } from '../../ui/LocalTime.tsx';
import { StatusDot } from '../../ui/StatusBadge.tsx';
import type { WorkersStatus } from '../runs/describe-status.ts';
import { describeSweepStatus } from './describe-sweep-status.ts';
import { prepareSweepRow } from './prepare-sweep-row.ts';
import type { ListedSweep } from './sweep-types.ts';
import classes from './sweeps-table.module.css';
import { TimeLeft } from './TimeLeft.tsx';
import { TrialsBar } from './TrialsBar.tsx';

const columns = ['status', 'name', 'varies', 'progress', 'best', 'workers', 'end', 'created'] as const;

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** SweepsTable writes the sweeps, one row each; on a narrow screen a row is a card. The keys go from row to row. */
export function SweepsTable({
  sweeps,
  workers,
}: {
  sweeps: readonly ListedSweep[];
  workers: WorkersStatus | undefined;
}): ReactNode {
  const router = useRouter();
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const activeId = sweeps.some(({ id }) => id === focusedId) ? focusedId : sweeps[0]?.id;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.closest('tr') : null;
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step !== undefined) focusRow(row, step);
    else if (event.key === 'Enter' && event.target === row) router.push(`/sweeps/${row.dataset.sweep}`);
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.frame}>
      <table
        className={classes.table}
        aria-label={t('sweeps.table.label')}
        aria-description={t('sweeps.table.keys')}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`sweeps.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {sweeps.map((sweep) => (
            <tr
              key={sweep.id}
              data-sweep={sweep.id}
              tabIndex={sweep.id === activeId ? 0 : -1}
              onFocus={() => setFocusedId(sweep.id)}
            >
              <SweepCells sweep={sweep} workers={workers} tabIndex={sweep.id === activeId ? 0 : -1} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SweepCells({
  sweep,
  workers,
  tabIndex,
}: {
  sweep: ListedSweep;
  workers: WorkersStatus | undefined;
  tabIndex: number;
}): ReactNode {
  const { id, name, status, counts, best, metric, secondsLeft, createdAt, experiment } = sweep;
  const { varies, done, best: bestValue, bestParameters, workers: running } = prepareSweepRow(sweep);
  const { label, detail } = describeSweepStatus(sweep, workers);
  return (
    <>
      <td data-column="status">
        <StatusDot status={status} label={label} />
      </td>
      <td data-column="name">
        <Link
          href={`/sweeps/${id}`}
          prefetch={false}
          className={classes.link}
          tabIndex={tabIndex}
          title={name}
        >
          {name}
        </Link>
        <span className={classes.detail} data-warns={sweep.reasonCode === 'TRIALS_FAIL' || undefined}>
          {detail ? <InlineCode text={detail} /> : experiment}
        </span>
      </td>
      <td data-column="varies" title={varies}>
        {varies}
      </td>
      <td data-column="progress">
        <TrialsBar counts={counts} />
        <span className={classes.detail}>{done}</span>
      </td>
      <td data-column="best" title={bestParameters}>
        {best ? (
          <>
            <Link href={`/runs/${best.runId}`} prefetch={false} className={classes.value} tabIndex={tabIndex}>
              {t('sweeps.best', { metric, value: bestValue ?? '' })}
            </Link>
            <span className={classes.detail}>{bestParameters}</span>
          </>
        ) : (
          t('sweeps.best.none')
        )}
      </td>
      <td data-column="workers" data-label={t('sweeps.column.workers')}>
        {running}
      </td>
      <td data-column="end">
        <TimeLeft secondsLeft={secondsLeft} />
      </td>
      <td data-column="created">
        <LocalTime moment={createdAt} />
      </td>
    </>
  );
}

function focusRow(row: HTMLElement, step: number): void {
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('tr') ?? [])];
  rows[rows.indexOf(row) + step]?.focus();
}
