'use client';

import dynamic from 'next/dynamic';
import { notFound } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import { useLiveRun } from '../../live/use-live-run.ts';
import { isRefusal } from '../../trpc/query-client.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import shell from '../../ui/shell.module.css';
import { ArtifactsSection } from './artifacts/ArtifactsSection.tsx';
import { CurvesSkeleton } from './curves/CurvesSkeleton.tsx';
import { DeletedRun } from './DeletedRun.tsx';
import { SelectedEpochProvider } from './epoch/SelectedEpoch.tsx';
import { RunHead } from './head/RunHead.tsx';
import { LatentPart } from './LatentPart.tsx';
import { LogSection } from './log/LogSection.tsx';
import { isSameList, prepareEpochPictures } from './pictures/prepare-pictures.ts';
import { Reconstructions } from './pictures/Reconstructions.tsx';
import { Samples } from './pictures/Samples.tsx';
import type { RunDetail } from './prepare-run.ts';
import { RunSkeleton } from './RunSkeleton.tsx';
import { SectionNav } from './SectionNav.tsx';
import { ConfigSection } from './settings/ConfigSection.tsx';
import { EnvironmentSection } from './settings/EnvironmentSection.tsx';

/** The drawing library is loaded here and nowhere else. */
const RunCurves = dynamic(() => import('./curves/RunCurves.tsx').then((module) => module.RunCurves), {
  ssr: false,
  loading: CurvesSkeleton,
});

/** RunPage shows one run, and keeps up with it while it trains. */
export function RunPage({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useLiveRun(id);
  const refused = error !== null && isRefusal(error);
  if (refused && !data) notFound();
  return (
    <div className={shell.page}>
      {refused && data ? <DeletedRun run={data} onRestored={() => void refetch()} /> : null}
      {data && error && !refused ? <StaleNotice message={messageOfError(error)} /> : null}
      {data && !refused ? <RunParts run={data} /> : null}
      {!data && error ? <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RunSkeleton /> : null}
    </div>
  );
}

function RunParts({ run }: { run: RunDetail }): ReactNode {
  const pictures = useMemo(() => prepareEpochPictures(run.artifacts), [run.artifacts]);
  const epochs = useSteadyList(pictures.epochs);
  return (
    <SelectedEpochProvider epochs={epochs}>
      <RunHead run={run} />
      <SectionNav />
      <RunCurves run={run} />
      <Reconstructions run={run} pictures={pictures} />
      <LatentPart run={run} />
      <Samples run={run} pictures={pictures} />
      <ConfigSection config={run.config} />
      <EnvironmentSection environment={run.environment} />
      <LogSection run={run} />
      <ArtifactsSection artifacts={run.artifacts} />
    </SelectedEpochProvider>
  );
}

/** The same list as long as its numbers are the same: a live run is read anew twice a second. */
function useSteadyList(list: readonly number[]): readonly number[] {
  const [steady, setSteady] = useState(list);
  if (isSameList(steady, list)) return steady;
  setSteady(list);
  return list;
}
