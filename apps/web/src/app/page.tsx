import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RunsPage } from '../features/runs/RunsPage.tsx';
import { createQueryClient } from '../trpc/query-client.ts';
import { serverTrpc } from '../trpc/server.ts';

/** The list of runs comes with the page. Should the database be away, the page comes without it and asks again. */
export default async function Page(): Promise<ReactNode> {
  const queryClient = createQueryClient();
  await queryClient.prefetchQuery({ ...serverTrpc(queryClient).runs.list.queryOptions(), retry: false });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunsPage />
    </HydrationBoundary>
  );
}
