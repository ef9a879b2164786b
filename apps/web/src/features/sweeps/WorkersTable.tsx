'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { ErrorState, messageOfError } from '../../ui/ErrorState.tsx';
import { InlineCode } from '../../ui/InlineCode.tsx';
import type { WorkersStatus } from '../runs/describe-status.ts';
import { prepareWorkers } from './prepare-workers.ts';
import classes from './sweep-page.module.css';
import type { SweepDetail } from './sweep-types.ts';

/** WorkersTable says who trains the trials of a sweep, who could, and what the others do. */
export function WorkersTable({
  workers,
  sweep,
}: {
  workers: WorkersStatus | undefined;
  sweep: Pick<SweepDetail, 'id' | 'labels'>;
}): ReactNode {
  if (!workers) return <NoAnswerYet />;
  const rows = prepareWorkers(workers, sweep);
  if (rows.length === 0) {
    return (
      <p className={classes.nothing}>
        <InlineCode text={t('sweep.workers.none')} />
      </p>
    );
  }
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table} aria-label={t('sweep.workers.table')}>
        <thead>
          <tr>
            <th scope="col">{t('sweep.workers.columns.who')}</th>
            <th scope="col">{t('sweep.workers.columns.does')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, labels, does, run, tone }) => (
            <tr key={id} data-tone={tone}>
              <th scope="row">
                {name}
                {labels ? <span className={classes.labels}>{labels}</span> : null}
              </th>
              <td>
                <InlineCode text={does} />{' '}
                {run ? (
                  <Link href={`/runs/${run.id}`} prefetch={false}>
                    {run.name}
                  </Link>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whoever asks for the workers leaves out why there is no answer. */
function NoAnswerYet(): ReactNode {
  const trpc = useTRPC();
  const { error, refetch } = useQuery(trpc.workers.status.queryOptions());
  if (error) return <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} />;
  return <p className={classes.nothing}>{t('sweep.workers.loading')}</p>;
}
