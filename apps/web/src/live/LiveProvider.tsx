'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { useTRPCClient } from '../trpc/client.tsx';
import { browserPorts } from './browser-ports.ts';
import { createLiveLine, type LiveLine } from './live-line.ts';
import type { OpenStream } from './live-stream.ts';
import { LiveContext } from './use-live.ts';

/** LiveProvider opens this tab's line to the server, and keeps it up while the page is open. It stands inside TrpcProvider. */
export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const client = useTRPCClient();
  const [line, setLine] = useState<LiveLine | null>(null);
  useEffect(() => {
    const opened = createLiveLine(browserPorts(openChanges(client)));
    setLine(opened);
    return keepOpen(opened);
  }, [client]);
  return <LiveContext value={line}>{children}</LiveContext>;
}

function openChanges(client: ReturnType<typeof useTRPCClient>): OpenStream {
  return ({ onEvent, onEnd }) => {
    const subscription = client.live.changes.subscribe(undefined, {
      onData: onEvent,
      onError: onEnd,
      onStopped: onEnd,
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'connecting' && error) onEnd();
      },
    });
    return () => subscription.unsubscribe();
  };
}

/** keepOpen opens the line and tells it what only the browser knows; it returns what closes it. */
function keepOpen(line: LiveLine): () => void {
  const showOrHide = (): void => line.setShown(document.visibilityState === 'visible');
  const check = (): void => line.check();
  line.open();
  showOrHide();
  document.addEventListener('visibilitychange', showOrHide);
  window.addEventListener('online', check);
  return () => {
    document.removeEventListener('visibilitychange', showOrHide);
    window.removeEventListener('online', check);
    line.close();
  };
}
