'use client';

import { IconNote, IconPencil, IconPlus, IconTrophy } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatNats } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { InlineCode } from '../../ui/InlineCode.tsx';
import { LocalTime } from '../../ui/LocalTime.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { StatusDot } from '../../ui/StatusBadge.tsx';
import { describeStatus } from './describe-status.ts';
import { configKeyOf, type PlainColumn } from './prepare-columns.ts';
import { type RunRow, writeSetting } from './prepare-run-row.ts';
import { sparklinePath } from './prepare-sparkline.ts';
import { NameEditor, TagsCell } from './RowEditors.tsx';
import type { RunTableRowProps } from './row-props.ts';
import classes from './run-cells.module.css';

type CellProps = RunTableRowProps & {
  readonly id: string;
  readonly texts: RunRow;
  readonly tabIndex: number;
};

/** RunCell writes what a column says of a run. */
export function RunCell(props: CellProps): ReactNode {
  const { run, id, texts } = props;
  const key = configKeyOf(id);
  if (key !== null) return writeSetting(key, run.config[key as keyof typeof run.config]);
  switch (id as PlainColumn | 'status' | 'name') {
    case 'status':
      return <StatusDot status={run.status} label={describeStatus(run, props.workers).label} />;
    case 'name':
      return <NameCell {...props} />;
    case 'trial':
      return <TrialCell {...props} />;
    case 'preset':
      return <span className={classes.cut}>{run.preset}</span>;
    case 'experiment':
      return <span className={classes.cut}>{run.experiment}</span>;
    case 'best':
      return <BestCell {...props} />;
    case 'last':
      return texts.last;
    case 'sparkline':
      return <Sparkline values={run.sparkline} />;
    case 'epoch':
      return <EpochCell {...props} />;
    case 'imagesPerSecond':
      return texts.throughput;
    case 'duration':
      return texts.duration;
    case 'tags':
      return <TagsCell {...props} />;
    case 'note':
      return <NoteCell {...props} />;
    case 'owner':
      return run.owner ?? t('value.none');
    case 'size':
      return texts.size;
    case 'started':
      return <Moment moment={run.startedAt} />;
    case 'finished':
      return <Moment moment={run.finishedAt} />;
  }
}

function NameCell(props: CellProps): ReactNode {
  const { run, workers, editing, tabIndex, onEdit } = props;
  if (editing === 'name') return <NameEditor run={run} onClose={() => onEdit(run.id, null)} />;
  const { detail } = describeStatus(run, workers);
  return (
    <>
      <span className={classes.nameLine}>
        <Link
          href={`/runs/${run.id}`}
          className={classes.link}
          prefetch={false}
          tabIndex={tabIndex}
          title={run.name}
        >
          {run.name}
        </Link>
        <button
          type="button"
          className={classes.pencil}
          aria-label={`${t('action.rename')}: ${run.name}`}
          tabIndex={tabIndex}
          onClick={() => onEdit(run.id, 'name')}
        >
          <IconPencil size={14} stroke={1.6} aria-hidden="true" />
        </button>
      </span>
      {detail ? (
        <span className={classes.detail} data-status={run.status} title={detail}>
          <InlineCode text={detail} />
        </span>
      ) : null}
    </>
  );
}

/** Where the trials of one sweep stand, a link to it would lead nowhere. */
function TrialCell({ run, sweepOfList, tabIndex }: CellProps): ReactNode {
  const { trial, sweepId, name } = run;
  if (trial === null || sweepId === null) return t('value.none');
  if (sweepId === sweepOfList) return trial;
  return (
    <Link
      href={`/sweeps/${sweepId}`}
      className={classes.trial}
      prefetch={false}
      tabIndex={tabIndex}
      aria-label={t('runs.trial.sweep', { name, trial })}
      title={t('runs.trial.sweep', { name, trial })}
    >
      {trial}
    </Link>
  );
}

function BestCell({ texts, isBest }: CellProps): ReactNode {
  return (
    <span className={classes.best} data-best={isBest || undefined}>
      {isBest ? <IconTrophy size={14} stroke={1.8} role="img" aria-label={t('runs.best.mark')} /> : null}
      {texts.best}
    </span>
  );
}

function EpochCell({ run, texts }: CellProps): ReactNode {
  const { epoch, share, timeLeft } = texts;
  if (share === null) return epoch;
  const label = t('runs.progress', { name: run.name, percent: Math.round(share * 100) });
  return (
    <>
      <span className={classes.epochLine}>
        {epoch}
        <span className={classes.left}>{timeLeft}</span>
      </span>
      <ProgressBar share={share} label={label} />
    </>
  );
}

const BOX = { width: 76, height: 22 };

function Sparkline({ values }: { values: readonly number[] }): ReactNode {
  const path = sparklinePath(values, BOX);
  if (path === null) return t('value.none');
  const label = t('runs.sparkline', {
    first: formatNats(values[0] ?? null),
    last: formatNats(values.at(-1) ?? null),
  });
  return (
    <svg
      className={classes.sparkline}
      viewBox={`-2 -2 ${BOX.width + 4} ${BOX.height + 4}`}
      width={BOX.width + 4}
      height={BOX.height + 4}
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}

function NoteCell({ run, tabIndex, onEditNote }: CellProps): ReactNode {
  const { name, note } = run;
  const Icon = note ? IconNote : IconPlus;
  return (
    <button
      type="button"
      className={classes.icon}
      data-quiet={note ? undefined : true}
      aria-label={note ? t('runs.note.edit', { name, note }) : t('runs.note.add', { name })}
      title={note || undefined}
      tabIndex={tabIndex}
      onClick={() => onEditNote(run)}
    >
      <Icon size={16} stroke={1.6} aria-hidden="true" />
    </button>
  );
}

function Moment({ moment }: { moment: Date | null }): ReactNode {
  return moment ? <LocalTime moment={moment} /> : t('value.none');
}
