import { QueryClient } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';

const FRESH_MS = 1_000;
const MOST_RETRIES = 1;

/** createQueryClient makes the cache of a page. What the server refused is not asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MOST_RETRIES && !isRefusal(error),
      },
    },
  });
}

/** isRefusal tells an answer that will not change (no such run, bad input) from a failure that may pass. */
export function isRefusal(error: unknown): boolean {
  return error instanceof TRPCClientError && Number(error.data?.httpStatus) < 500;
}
