'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { isRefusal } from '../../trpc/query-client.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import shell from '../../ui/shell.module.css';
import { refreshIntervalMs } from '../runs/prepare-run-row.ts';
import { ArtifactsTable } from './ArtifactsTable.tsx';
import { CurvesSkeleton } from './CurvesSkeleton.tsx';
import type { RunDetail } from './prepare-run.ts';
import { RunHead } from './RunHead.tsx';
import { RunPictures } from './RunPictures.tsx';
import { RunSettings } from './RunSettings.tsx';
import { RunSkeleton } from './RunSkeleton.tsx';

/** The drawing library is loaded here and nowhere else. */
const RunCurves = dynamic(() => import('./RunCurves.tsx').then((module) => module.RunCurves), {
  ssr: false,
  loading: CurvesSkeleton,
});

/** RunPage shows one run, and keeps up with it while it trains. */
export function RunPage({ id }: { id: string }): ReactNode {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery({
    ...trpc.runs.get.queryOptions({ id }),
    refetchInterval: (query) =>
      query.state.data ? refreshIntervalMs([query.state.data.status]) : refreshIntervalMs([]),
  });
  if (error && isRefusal(error)) notFound();
  return (
    <div className={shell.page}>
      {data && error ? <StaleNotice message={messageOfError(error)} /> : null}
      {data ? <RunSections run={data} /> : null}
      {!data && error ? <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RunSkeleton /> : null}
    </div>
  );
}

function RunSections({ run }: { run: RunDetail }): ReactNode {
  return (
    <>
      <RunHead run={run} />
      <RunCurves run={run} />
      <RunPictures run={run} />
      <RunSettings run={run} />
      <ArtifactsTable artifacts={run.artifacts} />
    </>
  );
}
