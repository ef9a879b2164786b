'use client';

import { type ReactNode, useState } from 'react';
import classes from './live-status.module.css';
import { announceConnection, describeConnection } from './prepare-live-status.ts';
import { useLiveConnection } from './use-live.ts';

/**
 * LiveStatus says whether the page keeps up by itself. It is spoken only when that is lost and when it is back: a line
 * that opens and stands is no news.
 */
export function LiveStatus(): ReactNode {
  const connection = useLiveConnection();
  const [hasBeenAway, setHasBeenAway] = useState(false);
  if (connection.state === 'away' && !hasBeenAway) setHasBeenAway(true);
  const now = new Date();
  const words = describeConnection(connection, now);
  return (
    <>
      <span className={classes.status} data-live={connection.state} title={words}>
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.words}>{words}</span>
      </span>
      <span className={classes.spoken} role="status">
        {announceConnection(connection, { now, hasBeenAway })}
      </span>
    </>
  );
}
