'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { EditableTitle } from '../../ui/EditableTitle.tsx';
import { InlineCode } from '../../ui/InlineCode.tsx';
import { LocalTime } from '../../ui/LocalTime.tsx';
import { StatusDot } from '../../ui/StatusBadge.tsx';
import head from '../run/head/head.module.css';
import type { WorkersStatus } from '../runs/describe-status.ts';
import { EditableNote } from '../runs/note/EditableNote.tsx';
import { writeRunsView } from '../runs/runs-address.ts';
import { describeSweepStatus } from './describe-sweep-status.ts';
import { describeSearch } from './prepare-sweep-row.ts';
import { SweepButtons } from './SweepButtons.tsx';
import { SweepFacts } from './SweepFacts.tsx';
import type { SweepDetail } from './sweep-types.ts';
import { TrialsBar, TrialsLegend } from './TrialsBar.tsx';
import { useSweepActions } from './use-sweep-actions.ts';

/** SweepHead says which sweep this is, how it stands and why, how far it is, and what to do next. */
export function SweepHead({
  sweep,
  workers,
}: {
  sweep: SweepDetail;
  workers: WorkersStatus | undefined;
}): ReactNode {
  const actions = useSweepActions(sweep);
  const { id, name, status, experiment, createdAt, spec, counts } = sweep;
  const { label, detail } = describeSweepStatus(sweep, workers);
  const ofExperiment = writeRunsView({
    experiment,
    sweep: null,
    search: '',
    sort: 'createdAt',
    direction: 'desc',
  });
  return (
    <header className={head.head}>
      <nav className={head.path} aria-label={t('sweep.path')}>
        <Link href="/sweeps" prefetch={false}>
          {t('sweep.back')}
        </Link>
      </nav>
      <div className={head.top}>
        <div className={head.who}>
          <div className={head.titleLine}>
            <EditableTitle name={name} label={t('sweep.name.label')} onRename={actions.rename} />
            <StatusDot status={status} label={label} />
          </div>
          <div className={head.identity}>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              className={head.id}
              title={t('sweep.copyId')}
              onClick={actions.copyId}
            >
              {id}
            </Button>
            <LocalTime moment={createdAt} />
            <span>{describeSearch(spec)}</span>
            <Link href={ofExperiment} prefetch={false}>
              {t('sweep.experiment', { experiment })}
            </Link>
          </div>
        </div>
        <SweepButtons sweep={sweep} actions={actions} />
      </div>
      {detail ? (
        <p className={head.reason} data-status={status} role="status">
          <strong>{label}.</strong> <InlineCode text={detail} />
        </p>
      ) : null}
      <div className={head.progress}>
        <TrialsBar counts={counts} />
        <TrialsLegend counts={counts} />
      </div>
      <SweepFacts sweep={sweep} />
      <EditableNote of={sweep} store={actions} />
    </header>
  );
}
