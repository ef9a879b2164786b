import { ID_PREFIX_PATTERN, isId, limits } from '@laten/shared';
import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query';
import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache, type ReactNode, Suspense } from 'react';
import { COLUMNS_COOKIE } from '../../../features/runs/remembered-columns.ts';
import { readTrialsView } from '../../../features/runs/runs-address.ts';
import { runPagesOptions } from '../../../features/runs/runs-query.ts';
import { SweepPage } from '../../../features/sweeps/SweepPage.tsx';
import { SweepSkeleton } from '../../../features/sweeps/SweepSkeleton.tsx';
import type { SweepDetail } from '../../../features/sweeps/sweep-types.ts';
import { t } from '../../../messages/index.ts';
import { createRequestContext } from '../../../server/context.ts';
import { isServerFault } from '../../../server/error-map.ts';
import { createCaller } from '../../../server/root.ts';
import { createQueryClient } from '../../../trpc/query-client.ts';
import { serverTrpc } from '../../../trpc/server.ts';

type Parameters = {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

/** generateMetadata names the sweep in the browser's tab. */
export async function generateMetadata({ params }: Parameters): Promise<Metadata> {
  const sweep = await loadSweep((await params).id);
  return { title: sweep ? t('sweep.tab', { name: sweep.name }) : t('app.name') };
}

/** The page of one sweep. A unique prefix of its id leads to it too; anything else is not found. */
export default async function Page({ params, searchParams }: Parameters): Promise<ReactNode> {
  const { id } = await params;
  const sweep = await loadSweep(id);
  if (sweep && sweep.id !== id) redirect(`/sweeps/${sweep.id}`);
  if (!sweep && !isId(id)) notFound();
  const queryClient = createQueryClient();
  if (sweep) await prefetchParts(queryClient, sweep, await searchParams);
  const rememberedColumns = (await cookies()).get(COLUMNS_COOKIE)?.value ?? null;
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Suspense fallback={<SweepSkeleton />}>
        <SweepPage id={id} rememberedColumns={rememberedColumns} />
      </Suspense>
    </HydrationBoundary>
  );
}

/** What stands on the page comes with it, but for the chart, whose code comes later too. */
async function prefetchParts(
  queryClient: QueryClient,
  sweep: SweepDetail,
  given: Awaited<Parameters['searchParams']>,
): Promise<void> {
  const { id, metric, goal } = sweep;
  const trpc = serverTrpc(queryClient);
  const caller = createCaller(createRequestContext());
  const pairs = Object.entries(given).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  const view = readTrialsView(new URLSearchParams(pairs), { id, metric, goal });
  const trials = runPagesOptions(view, (input) => caller.runs.list(input));
  queryClient.setQueryData(trpc.sweeps.get.queryOptions({ id }).queryKey, sweep);
  await Promise.all([
    queryClient.prefetchInfiniteQuery({ ...trials, retry: false }),
    queryClient.prefetchQuery({ ...trpc.sweeps.failures.queryOptions({ id }), retry: false }),
    queryClient.prefetchQuery({ ...trpc.workers.status.queryOptions(), retry: false }),
  ]);
}

/**
 * Returns the sweep, or null while the database is away: the page then asks again from the browser. Shows the page of
 * things not found when no sweep is meant, or more than one. React keeps the answer for the request.
 */
const loadSweep = cache(async (id: string): Promise<SweepDetail | null> => {
  if (!ID_PREFIX_PATTERN.test(id) || id.length < limits.runIdPrefixMinLength) notFound();
  try {
    return await createCaller(createRequestContext()).sweeps.get({ id });
  } catch (error) {
    if (error instanceof TRPCError && isServerFault(error)) return null;
    notFound();
  }
});
