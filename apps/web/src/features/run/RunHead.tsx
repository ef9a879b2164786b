import type { RunStatus } from '@laten/shared';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { LocalTime } from '../../ui/LocalTime.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { shareDone } from '../runs/prepare-run-row.ts';
import { prepareFacts, type RunDetail } from './prepare-run.ts';
import classes from './run.module.css';

/** RunHead says which run this is, how it stands, and why it ended if it did not end well. */
export function RunHead({ run }: { run: RunDetail }): ReactNode {
  const { id, name, status, reason, tags, note, startedAt, progress } = run;
  const share = shareDone(progress);
  return (
    <header className={classes.head}>
      <nav className={classes.path}>
        <Link href="/">{t('run.back')}</Link>
      </nav>
      <div className={classes.titleLine}>
        <h1 className={classes.title}>{name}</h1>
        <StatusBadge status={status} reason={reason} />
      </div>
      <p className={classes.identity}>
        <code>{id}</code>
        {startedAt ? <LocalTime moment={startedAt} /> : null}
        {tags.map((tag) => (
          <span key={tag} className={classes.tag}>
            {tag}
          </span>
        ))}
      </p>
      {status === 'RUNNING' ? (
        <ProgressBar share={share} label={t('runs.progress', { name, percent: Math.round(share * 100) })} />
      ) : null}
      <Reason status={status} reason={reason} />
      {note ? <p className={classes.note}>{note}</p> : null}
      <Facts run={run} />
    </header>
  );
}

const calm: readonly RunStatus[] = ['QUEUED', 'RUNNING', 'FINISHED'];

function Reason({ status, reason }: { status: RunStatus; reason: string | null }): ReactNode {
  if (calm.includes(status)) return null;
  return (
    <p className={classes.reason} data-status={status}>
      <strong>{t(`status.${status}`)}.</strong> {reason ?? t(`status.${status}.meaning`)}
    </p>
  );
}

function Facts({ run }: { run: RunDetail }): ReactNode {
  return (
    <dl className={classes.facts}>
      {prepareFacts(run).map(({ label, value, more }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
