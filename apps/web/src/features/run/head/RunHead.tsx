'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import { EditableTitle } from '../../../ui/EditableTitle.tsx';
import { LocalTime } from '../../../ui/LocalTime.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { EditableNote } from '../../runs/note/EditableNote.tsx';
import { useRunActions } from '../../runs/use-run-actions.ts';
import type { RunDetail } from '../prepare-run.ts';
import classes from './head.module.css';
import { NextSteps } from './NextSteps.tsx';
import { prepareFacts } from './prepare-facts.ts';
import { RunState } from './RunState.tsx';
import { RunTags } from './RunTags.tsx';
import { Verdict } from './Verdict.tsx';

/** RunHead says which run this is, how it stands, what its figures mean, and what to do next. */
export function RunHead({ run }: { run: RunDetail }): ReactNode {
  const actions = useRunActions(run);
  const { id, name, status, reason, startedAt, clonedFrom, sweepId } = run;
  return (
    <header className={classes.head}>
      <nav className={classes.path} aria-label={t('run.path')}>
        <Link href="/" prefetch={false}>
          {t('run.back')}
        </Link>
      </nav>
      <div className={classes.top}>
        <div className={classes.who}>
          <div className={classes.titleLine}>
            <EditableTitle
              name={name}
              label={t('run.name.label')}
              onRename={(newName) => void actions.rename(newName)}
            />
            <StatusBadge status={status} reason={reason} />
          </div>
          <div className={classes.identity}>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              className={classes.id}
              title={t('run.copyId')}
              onClick={actions.copyId}
            >
              {id}
            </Button>
            {startedAt ? <LocalTime moment={startedAt} /> : null}
            {sweepId ? (
              <Link href={`/sweeps/${sweepId}`} prefetch={false}>
                {t('run.sweep.trial', { trial: run.trial ?? '', sweep: run.sweepName ?? sweepId })}
              </Link>
            ) : null}
            {clonedFrom ? (
              <Link href={`/runs/${clonedFrom}`}>{t('run.clonedFrom', { id: clonedFrom })}</Link>
            ) : null}
            <RunTags tags={run.tags} actions={actions} />
          </div>
        </div>
        <NextSteps run={run} actions={actions} />
      </div>
      <RunState run={run} />
      <Verdict run={run} />
      {run.attempt > 0 ? <Facts run={run} /> : null}
      <EditableNote of={run} store={actions} />
    </header>
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
