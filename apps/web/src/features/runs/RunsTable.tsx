import { Tooltip } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { LocalTime } from '../../ui/LocalTime.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import type { RunRow } from './prepare-run-row.ts';
import classes from './runs.module.css';

/** RunsTable writes the rows. What a narrow screen has no column for stands below the name. */
export function RunsTable({ rows, unit }: { rows: readonly RunRow[]; unit: string }): ReactNode {
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table} aria-label={t('runs.table.label')}>
        <TableHead unit={unit} />
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TableHead({ unit }: { unit: string }): ReactNode {
  return (
    <thead>
      <tr>
        <th rowSpan={2} className={classes.status}>
          {t('runs.column.status')}
        </th>
        <th rowSpan={2}>{t('runs.column.name')}</th>
        <th rowSpan={2} data-from="wide">
          {t('runs.column.preset')}
        </th>
        <th rowSpan={2} data-from="medium" data-number>
          {t('runs.column.latentDim')}
        </th>
        <th rowSpan={2} data-from="medium" data-number>
          {t('runs.column.beta')}
        </th>
        <th colSpan={2} scope="colgroup" className={classes.group}>
          <Tooltip label={t('runs.metric.help')} multiline maw={320} withArrow events={tooltipEvents}>
            <button type="button" className={classes.groupName}>
              val_nelbo
            </button>
          </Tooltip>
          <span className={classes.unit}>{unit}</span>
        </th>
        <th rowSpan={2} data-from="small">
          {t('runs.column.epoch')}
        </th>
        <th rowSpan={2} data-from="medium" data-number>
          {t('runs.column.throughput')}
        </th>
        <th rowSpan={2} data-from="medium" data-number>
          {t('runs.column.duration')}
        </th>
        <th rowSpan={2} data-from="wide">
          {t('runs.column.tags')}
        </th>
        <th rowSpan={2} data-from="medium" data-number>
          {t('runs.column.started')}
        </th>
      </tr>
      <tr>
        <th data-number>{t('runs.column.best')}</th>
        <th data-number data-from="small">
          {t('runs.column.last')}
        </th>
      </tr>
    </thead>
  );
}

const tooltipEvents = { hover: true, focus: true, touch: true };

function TableRow({ row }: { row: RunRow }): ReactNode {
  return (
    <tr>
      <td className={classes.status}>
        <StatusBadge status={row.status} reason={row.reason} />
      </td>
      <td className={classes.name}>
        <Link href={`/runs/${row.id}`} className={classes.link} prefetch={false}>
          {row.name}
        </Link>
        {row.shownReason ? <div className={classes.reason}>{row.shownReason}</div> : null}
        <div className={classes.below}>
          {row.settings} · <span className={classes.whole}>{row.duration}</span>
        </div>
        <div className={classes.belowSmall}>
          <StatusBadge status={row.status} reason={row.reason} />
          <div>
            <Epoch row={row} />
          </div>
        </div>
      </td>
      <td data-from="wide">{row.preset}</td>
      <td data-from="medium" data-number>
        {row.latentDim}
      </td>
      <td data-from="medium" data-number>
        {row.beta}
      </td>
      <td data-number className={classes.best}>
        {row.best}
      </td>
      <td data-number data-from="small">
        {row.last}
      </td>
      <td data-from="small" className={classes.epoch}>
        <Epoch row={row} />
      </td>
      <td data-from="medium" data-number>
        {row.throughput}
      </td>
      <td data-from="medium" data-number>
        {row.duration}
      </td>
      <td data-from="wide">
        <Tags tags={row.tags} />
      </td>
      <td data-from="medium" data-number>
        {row.startedAt ? <LocalTime moment={row.startedAt} /> : t('value.none')}
      </td>
    </tr>
  );
}

function Epoch({ row }: { row: RunRow }): ReactNode {
  const { share, name, epoch } = row;
  return (
    <>
      <span>{epoch}</span>
      {share === null ? null : (
        <ProgressBar share={share} label={t('runs.progress', { name, percent: Math.round(share * 100) })} />
      )}
    </>
  );
}

function Tags({ tags }: { tags: readonly string[] }): ReactNode {
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}
