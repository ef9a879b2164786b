'use client';

import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { isRefusal } from '../../trpc/query-client.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import { lazyPart } from '../../ui/lazy.tsx';
import { PageSection } from '../../ui/PageSection.tsx';
import shell from '../../ui/shell.module.css';
import { useWorkers } from '../runs/use-workers.ts';
import { StoppedWorkers } from '../workers/StoppedWorkers.tsx';
import { BestSkeleton } from './best/BestSkeleton.tsx';
import { DeletedSweep } from './DeletedSweep.tsx';
import { Failures } from './Failures.tsx';
import { SearchSpace } from './SearchSpace.tsx';
import { SweepHead } from './SweepHead.tsx';
import { SweepSkeleton } from './SweepSkeleton.tsx';
import type { SweepDetail } from './sweep-types.ts';
import { Trials } from './Trials.tsx';
import { useLiveSweep } from './use-live-sweep.ts';
import { WorkersTable } from './WorkersTable.tsx';

/** The drawing library comes when a sweep is looked at, not before its page. */
const loadBest = () => import('./best/BestSoFar.tsx').then((module) => module.BestSoFar);
const BestSoFar = lazyPart(loadBest, BestSkeleton);
// It is on its way while React takes over the page; whether it came is seen where it is used.
if (typeof window !== 'undefined') loadBest().catch(() => undefined);

/** SweepPage shows one sweep: how far it is, who works at it, what it has found, and what a person can do with it. */
export function SweepPage({
  id,
  rememberedColumns,
}: {
  id: string;
  /** The cookie as it came; see `useColumnChoice`. */
  rememberedColumns: string | null;
}): ReactNode {
  const { data, error, refetch } = useLiveSweep(id);
  const refused = error !== null && isRefusal(error);
  if (refused && !data) notFound();
  return (
    <div className={shell.page}>
      {refused && data ? <DeletedSweep sweep={data} onRestored={() => void refetch()} /> : null}
      {data && error && !refused ? <StaleNotice message={messageOfError(error)} /> : null}
      {data && !refused ? <SweepParts sweep={data} rememberedColumns={rememberedColumns} /> : null}
      {!data && error ? <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SweepSkeleton /> : null}
    </div>
  );
}

function SweepParts({
  sweep,
  rememberedColumns,
}: {
  sweep: SweepDetail;
  rememberedColumns: string | null;
}): ReactNode {
  const workers = useWorkers(true);
  return (
    <>
      <StoppedWorkers />
      <SweepHead sweep={sweep} workers={workers} />
      <PageSection id="workers" title={t('sweep.section.workers')}>
        <WorkersTable workers={workers} sweep={sweep} />
      </PageSection>
      <PageSection id="best" title={t('sweep.section.best')}>
        <BestSoFar sweep={sweep} />
      </PageSection>
      <Trials sweep={sweep} rememberedColumns={rememberedColumns} />
      <Failures sweepId={sweep.id} />
      <SearchSpace spec={sweep.spec} />
    </>
  );
}
