import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createRequestContext } from '../../../../server/context.ts';
import { describeFault, isServerFault } from '../../../../server/error-map.ts';
import { appRouter } from '../../../../server/root.ts';

function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: createRequestContext,
    // A stream's connection ends with it: a server that stops waits for connections that a browser would use again.
    responseMeta: ({ type }) => (type === 'subscription' ? { headers: { Connection: 'close' } } : {}),
    onError: ({ error, path }) => {
      if (isServerFault(error)) console.error(`${path ?? 'unknown procedure'} failed:`, describeFault(error));
    },
  });
}

export { handle as GET, handle as POST };
