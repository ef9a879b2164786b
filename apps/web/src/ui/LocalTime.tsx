'use client';

import { type ReactNode, useSyncExternalStore } from 'react';
import { describeMoment, formatMoment } from '../format/format-time.ts';

const never = () => () => undefined;

/** LocalTime writes a moment in the reader's zone, which is known in the browser only; until then its room is kept. */
export function LocalTime({ moment }: { moment: Date }): ReactNode {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!inBrowser) return <time dateTime={moment.toISOString()}> </time>;
  return (
    <time dateTime={moment.toISOString()} title={describeMoment(moment)}>
      {formatMoment(moment, new Date())}
    </time>
  );
}
