import type { QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { createRequestContext } from '../server/context.ts';
import { appRouter } from '../server/root.ts';

/** serverTrpc asks the same questions as the browser, while the page is made on the server, without HTTP. */
export function serverTrpc(queryClient: QueryClient) {
  return createTRPCOptionsProxy({ ctx: createRequestContext, router: appRouter, queryClient });
}
