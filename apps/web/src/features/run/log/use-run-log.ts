'use client';

import { useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '../../../trpc/client.tsx';
import { appendToLog, emptyLog, type LogText } from './log-text.ts';

/** RunLog is what the browser has of a log. */
export type RunLog = {
  readonly log: LogText;
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly retry: () => void;
};

/**
 * useRunLog reads a run's log part by part, and what is new whenever `version`, the checksum of the stored log,
 * changes. Nothing is read before `wanted`: a log may be large, and is the last thing on the page.
 */
export function useRunLog(input: { runId: string; version: string | null; wanted: boolean }): RunLog {
  const { runId, version, wanted } = input;
  const client = useTRPCClient();
  const [log, setLog] = useState<LogText>(emptyLog);
  const [status, setStatus] = useState<RunLog['status']>('loading');
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const read = useRef<LogText>(emptyLog);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version or a new attempt is a reason to read
  useEffect(() => {
    if (!wanted || version === null) return;
    const leaving = new AbortController();
    const readOn = async () => {
      for (let whole = false; !whole; ) {
        const part = await client.runs.readLog.query(
          { id: runId, fromByte: read.current.nextByte },
          { signal: leaving.signal },
        );
        if (leaving.signal.aborted) return;
        read.current = appendToLog(read.current, part);
        whole = read.current.nextByte >= part.sizeBytes;
      }
      setLog(read.current);
      setStatus('ready');
    };
    readOn().catch((failure: unknown) => {
      if (leaving.signal.aborted) return;
      setError(failure);
      setStatus('error');
    });
    return () => leaving.abort();
  }, [client, runId, version, wanted, attempt]);

  return { log, status, error, retry: () => setAttempt((before) => before + 1) };
}
