import { ID_PREFIX_PATTERN, isId, limits } from '@laten/shared';
import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { chartedSeriesNames, PLOT_WIDTH_PX } from '../../../features/run/curves/prepare-run-charts.ts';
import { RunPage } from '../../../features/run/RunPage.tsx';
import type { FirstLines } from '../../../live/first-lines.ts';
import { t } from '../../../messages/index.ts';
import { createRequestContext } from '../../../server/context.ts';
import { isServerFault } from '../../../server/error-map.ts';
import { createCaller } from '../../../server/root.ts';
import type { RouterOutputs } from '../../../trpc/client.tsx';
import { createQueryClient } from '../../../trpc/query-client.ts';
import { serverTrpc } from '../../../trpc/server.ts';

type Parameters = { readonly params: Promise<{ readonly id: string }> };

/** generateMetadata names the run in the browser's tab. */
export async function generateMetadata({ params }: Parameters): Promise<Metadata> {
  const run = await loadRun((await params).id);
  return { title: run ? t('run.title', { name: run.name }) : t('app.name') };
}

/** The page of one run. A unique prefix of its id leads to it too; anything else is not found. */
export default async function Page({ params }: Parameters): Promise<ReactNode> {
  const { id } = await params;
  const run = await loadRun(id);
  if (run && run.id !== id) redirect(`/runs/${run.id}`);
  if (!run && !isId(id)) notFound();
  const queryClient = createQueryClient();
  const { queryKey } = serverTrpc(queryClient).runs.get.queryOptions({ id });
  if (run) queryClient.setQueryData(queryKey, run);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunPage id={id} firstLines={run && readFirstLines(run)} />
    </HydrationBoundary>
  );
}

/** Begins to read the curves; the page does not wait for them. */
function readFirstLines(run: RouterOutputs['runs']['get']): FirstLines {
  const question = { names: chartedSeriesNames(run, 0), widthPx: PLOT_WIDTH_PX };
  const reading = createCaller(createRequestContext()).series.readMany({ runId: run.id, ...question });
  return { attempt: run.attempt, ...question, series: reading.catch(() => null) };
}

/**
 * Returns the run, or null while the database is away: the page then asks again from the browser. Shows the page of
 * things not found when no run is meant, or more than one. React keeps the answer for the request.
 */
const loadRun = cache(async (id: string): Promise<RouterOutputs['runs']['get'] | null> => {
  if (!ID_PREFIX_PATTERN.test(id) || id.length < limits.runIdPrefixMinLength) notFound();
  try {
    return await createCaller(createRequestContext()).runs.get({ id });
  } catch (error) {
    if (error instanceof TRPCError && isServerFault(error)) return null;
    notFound();
  }
});
