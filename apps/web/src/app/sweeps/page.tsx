import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { SweepsPage } from '../../features/sweeps/SweepsPage.tsx';
import { sweepPagesOptions } from '../../features/sweeps/sweeps-query.ts';
import { t } from '../../messages/index.ts';
import { createRequestContext } from '../../server/context.ts';
import { createCaller } from '../../server/root.ts';
import { createQueryClient } from '../../trpc/query-client.ts';

export const metadata: Metadata = { title: t('sweeps.tab') };

/** The first page of the list comes with the page. Should the database be away, the page comes without it and asks again. */
export default async function Page(): Promise<ReactNode> {
  const queryClient = createQueryClient();
  const caller = createCaller(createRequestContext());
  const options = sweepPagesOptions((input) => caller.sweeps.list(input));
  await queryClient.prefetchInfiniteQuery({ ...options, retry: false });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SweepsPage />
    </HydrationBoundary>
  );
}
