'use client';

import { notFound } from 'next/navigation';
import { type ReactNode, useMemo, useState } from 'react';
import type { FirstLines } from '../../live/first-lines.ts';
import { useLiveRun } from '../../live/use-live-run.ts';
import { isRefusal } from '../../trpc/query-client.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import { lazyPart } from '../../ui/lazy.tsx';
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
const loadCurves = () => import('./curves/RunCurves.tsx').then((module) => module.RunCurves);
const RunCurves = lazyPart(loadCurves, CurvesSkeleton);
// It is on its way while React takes over the page; whether it came is seen where it is used.
if (typeof window !== 'undefined') loadCurves().catch(() => undefined);

/** RunPage shows one run, and keeps up with it while it trains. `firstLines` are the curves that the server sends along. */
export function RunPage({ id, firstLines }: { id: string; firstLines: FirstLines | null }): ReactNode {
  const { data, error, refetch } = useLiveRun(id);
  const refused = error !== null && isRefusal(error);
  if (refused && !data) notFound();
  return (
    <div className={shell.page}>
      {refused && data ? <DeletedRun run={data} onRestored={() => void refetch()} /> : null}
      {data && error && !refused ? <StaleNotice message={messageOfError(error)} /> : null}
      {data && !refused ? <RunParts run={data} firstLines={firstLines} /> : null}
      {!data && error ? <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RunSkeleton /> : null}
    </div>
  );
}

function RunParts({ run, firstLines }: { run: RunDetail; firstLines: FirstLines | null }): ReactNode {
  const pictures = useMemo(() => prepareEpochPictures(run.artifacts), [run.artifacts]);
  const epochs = useSteadyList(pictures.epochs);
  return (
    <SelectedEpochProvider epochs={epochs}>
      <RunHead run={run} />
      <SectionNav />
      <RunCurves run={run} first={firstLines} />
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
