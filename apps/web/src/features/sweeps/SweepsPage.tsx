'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import shell from '../../ui/shell.module.css';
import { useWorkers } from '../runs/use-workers.ts';
import { StoppedWorkers } from '../workers/StoppedWorkers.tsx';
import { EmptySweeps } from './EmptySweeps.tsx';
import { SweepsSkeleton } from './SweepsSkeleton.tsx';
import { SweepsTable } from './SweepsTable.tsx';
import type { ListedSweep } from './sweep-types.ts';
import classes from './sweeps.module.css';
import { type SweepsList, useSweepsList } from './use-sweeps-list.ts';

/** SweepsPage lists the sweeps, the newest first, and keeps up with those whose trials train. */
export function SweepsPage(): ReactNode {
  const list = useSweepsList();
  const { sweeps, error } = list;
  if (sweeps?.length === 0) {
    return (
      <div className={shell.page}>
        <StoppedWorkers />
        <EmptySweeps />
      </div>
    );
  }
  return (
    <div className={shell.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>{t('sweeps.title')}</h1>
        <p className={classes.count}>{sweeps ? describeCount(sweeps, list.hasMore) : null}</p>
        <Button
          component={Link}
          href="/sweeps/new"
          prefetch={false}
          size="compact-md"
          h={32}
          fz={14}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
        >
          {t('sweeps.new')}
        </Button>
      </header>
      <StoppedWorkers />
      {sweeps && error ? <StaleNotice message={messageOfError(error)} /> : null}
      {sweeps ? <LoadedSweeps sweeps={sweeps} list={list} /> : null}
      {!sweeps && error ? <ErrorState message={messageOfError(error)} onRetry={list.reload} /> : null}
      {!sweeps && !error ? <SweepsSkeleton /> : null}
    </div>
  );
}

function LoadedSweeps({ sweeps, list }: { sweeps: readonly ListedSweep[]; list: SweepsList }): ReactNode {
  const workers = useWorkers(sweeps.some(waits));
  return (
    <>
      <SweepsTable sweeps={sweeps} workers={workers} />
      {list.hasMore ? (
        <Button variant="default" size="compact-sm" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('sweeps.more')}
        </Button>
      ) : null}
    </>
  );
}

/** Of a list that goes on, only what has been read is counted. */
function describeCount(sweeps: readonly ListedSweep[], hasMore: boolean): string {
  const count = `${formatCount(sweeps.length)}${hasMore ? '+' : ''}`;
  const counted =
    sweeps.length === 1 && !hasMore ? t('sweeps.count.one') : t('sweeps.count.other', { count });
  const active = sweeps.filter(({ status }) => status === 'ACTIVE').length;
  return active > 0 ? `${counted} · ${t('sweeps.active', { count: formatCount(active) })}` : counted;
}

function waits({ status, counts }: ListedSweep): boolean {
  return status === 'ACTIVE' && counts.QUEUED > 0;
}
