'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import shell from '../../ui/shell.module.css';
import { EmptyRuns } from './EmptyRuns.tsx';
import { describePixels, type ListedRun, prepareRunRow, refreshIntervalMs } from './prepare-run-row.ts';
import { RunsSkeleton } from './RunsSkeleton.tsx';
import { RunsTable } from './RunsTable.tsx';
import classes from './runs.module.css';

/** RunsPage lists the runs, newest first, and keeps up with those that train. */
export function RunsPage(): ReactNode {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery({
    ...trpc.runs.list.queryOptions(),
    refetchInterval: (query) => refreshIntervalMs(query.state.data?.runs.map((run) => run.status) ?? []),
  });
  return (
    <div className={shell.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>{t('runs.title')}</h1>
        {data && data.runs.length > 0 ? (
          <span className={classes.count}>{describeCount(data.runs, data.nextCursor !== null)}</span>
        ) : null}
      </header>
      {data && error ? <StaleNotice message={messageOfError(error)} /> : null}
      {data ? <RunsList runs={data.runs} /> : null}
      {!data && error ? <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RunsSkeleton /> : null}
    </div>
  );
}

function RunsList({ runs }: { runs: readonly ListedRun[] }): ReactNode {
  if (runs.length === 0) return <EmptyRuns />;
  return (
    <RunsTable
      rows={runs.map(prepareRunRow)}
      unit={t('runs.metric.unit', { pixels: describePixels(runs.map((run) => run.config.likelihood)) })}
    />
  );
}

function describeCount(runs: readonly ListedRun[], hasMore: boolean): string {
  const running = runs.filter((run) => run.status === 'RUNNING').length;
  const count = formatCount(runs.length);
  const shown = hasMore
    ? t('runs.count.capped', { shown: count })
    : runs.length === 1
      ? t('runs.count.one')
      : t('runs.count.other', { count });
  return running > 0 ? `${shown} · ${t('runs.running', { count: formatCount(running) })}` : shown;
}
