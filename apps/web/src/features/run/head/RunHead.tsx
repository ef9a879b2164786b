'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import { LocalTime } from '../../../ui/LocalTime.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { useRunActions } from '../../runs/use-run-actions.ts';
import type { RunDetail } from '../prepare-run.ts';
import classes from './head.module.css';
import { NextSteps } from './NextSteps.tsx';
import { prepareFacts } from './prepare-facts.ts';
import { RunNote } from './RunNote.tsx';
import { RunState } from './RunState.tsx';
import { RunTags } from './RunTags.tsx';
import { RunTitle } from './RunTitle.tsx';
import { Verdict } from './Verdict.tsx';

/** RunHead says which run this is, how it stands, what its figures mean, and what to do next. */
export function RunHead({ run }: { run: RunDetail }): ReactNode {
  const actions = useRunActions(run);
  const { id, name, status, reason, startedAt, clonedFrom } = run;
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
            <RunTitle name={name} actions={actions} />
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
      <RunNote run={run} actions={actions} />
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
