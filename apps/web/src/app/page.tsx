import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { type ReactNode, Suspense } from 'react';
import { RunsPage } from '../features/runs/RunsPage.tsx';
import { RunsSkeleton } from '../features/runs/RunsSkeleton.tsx';
import { COLUMNS_COOKIE } from '../features/runs/remembered-columns.ts';
import { EXPERIMENT_COOKIE, type RunsView, readRunsView } from '../features/runs/runs-address.ts';
import { runPagesOptions } from '../features/runs/runs-query.ts';
import { t } from '../messages/index.ts';
import { createRequestContext } from '../server/context.ts';
import { createCaller } from '../server/root.ts';
import { createQueryClient } from '../trpc/query-client.ts';

type Parameters = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

/** generateMetadata names the experiment in the browser's tab. */
export async function generateMetadata({ searchParams }: Parameters): Promise<Metadata> {
  const { experiment } = (await readView(searchParams)).view;
  return { title: experiment ? t('runs.title.of', { experiment }) : t('app.name') };
}

/** The first page of the list comes with the page. Should the database be away, the page comes without it and asks again. */
export default async function Page({ searchParams }: Parameters): Promise<ReactNode> {
  const { view, remembered } = await readView(searchParams);
  const rememberedColumns = (await cookies()).get(COLUMNS_COOKIE)?.value ?? null;
  const queryClient = createQueryClient();
  const caller = createCaller(createRequestContext());
  const options = runPagesOptions(view, (input) => caller.runs.list(input));
  await queryClient.prefetchInfiniteQuery({ ...options, retry: false });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Suspense fallback={<RunsSkeleton />}>
        <RunsPage rememberedExperiment={remembered} rememberedColumns={rememberedColumns} />
      </Suspense>
    </HydrationBoundary>
  );
}

async function readView(
  searchParams: Parameters['searchParams'],
): Promise<{ view: RunsView; remembered: string | null }> {
  const [given, stored] = await Promise.all([searchParams, cookies()]);
  const pairs = Object.entries(given).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  const remembered = stored.get(EXPERIMENT_COOKIE)?.value || null;
  return { view: readRunsView(new URLSearchParams(pairs), remembered), remembered };
}
