'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../messages/index.ts';
import { describeTimeLeft } from './prepare-sweep-row.ts';
import classes from './sweeps-table.module.css';

/** TimeLeft says about how long a sweep still takes, and when it will have ended by the reader's clock, which is known in the browser only. */
export function TimeLeft({ secondsLeft }: { secondsLeft: number | null }): ReactNode {
  const [now, setNow] = useState<Date | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new estimate counts from when it came.
  useEffect(() => setNow(new Date()), [secondsLeft]);
  const words = now && describeTimeLeft(secondsLeft, { now });
  if (!words) return t('value.none');
  return (
    <>
      {words.left}
      <span className={classes.detail}>{words.end}</span>
    </>
  );
}
