import {
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  type Operation,
  splitLink,
  type TRPCLink,
} from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../server/root.ts';

/** A server answers no request whose address and headers are longer than 16 KiB: what might be travels as a body. */
const MOST_INPUT_CHARACTERS = 4_000;
const MOST_ADDRESS_CHARACTERS = 8_000;

/** LinkOptions say where the server is. */
export type LinkOptions = {
  readonly url: string;
  /** (Default: that of the browser.) */
  readonly fetch?: typeof fetch;
};

/** createLinks says how what the browser asks reaches the server. What is asked at once travels together. */
export function createLinks({ url, fetch }: LinkOptions): TRPCLink<AppRouter>[] {
  const options = { url, transformer: superjson };
  return [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink(options),
      false: splitLink({
        condition: isLongQuery,
        true: httpLink({ ...options, fetch, methodOverride: 'POST' }),
        false: httpBatchLink({ ...options, fetch, maxURLLength: MOST_ADDRESS_CHARACTERS }),
      }),
    }),
  ];
}

function isLongQuery({ type, input }: Operation): boolean {
  if (type !== 'query' || input === undefined) return false;
  return encodeURIComponent(JSON.stringify(input)).length > MOST_INPUT_CHARACTERS;
}
