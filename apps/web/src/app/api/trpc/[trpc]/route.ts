import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createRequestContext } from '../../../../server/context.ts';
import { getDatabase } from '../../../../server/database.ts';
import { describeFault, isServerFault } from '../../../../server/error-map.ts';
import { createQueueWarmUp } from '../../../../server/queue-warm-up.ts';
import { appRouter } from '../../../../server/root.ts';

// Here, and not where the server starts: each copy that Next makes of a module has a pool and a queue of its own.
const warmUpQueue = createQueueWarmUp({ getDatabase });

function handle(request: Request): Promise<Response> {
  warmUpQueue();
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    // A question that is too long for an address comes by POST. The other way round nothing is changed by GET.
    allowMethodOverride: true,
    createContext: createRequestContext,
    // A stream's connection ends with it: a server that stops waits for connections that a browser would use again.
    responseMeta: ({ type }) => (type === 'subscription' ? { headers: { Connection: 'close' } } : {}),
    onError: ({ error, path }) => {
      if (isServerFault(error)) console.error(`${path ?? 'unknown procedure'} failed:`, describeFault(error));
    },
  });
}

export { handle as GET, handle as POST };
