'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useState } from 'react';
import head from '../run/head/head.module.css';
import { prepareSweepFacts } from './prepare-sweep-facts.ts';
import classes from './sweep-page.module.css';
import type { SweepDetail } from './sweep-types.ts';

/** SweepFacts are the figures of a sweep. */
export function SweepFacts({ sweep }: { sweep: SweepDetail }): ReactNode {
  const [now, setNow] = useState<Date | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new estimate counts from when it came.
  useEffect(() => setNow(new Date()), [sweep.progress]);
  return (
    <dl className={`${head.facts} ${classes.facts}`}>
      {prepareSweepFacts(sweep, now).map(({ label, value, more, href }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            <small>
              {href ? (
                <Link href={href} prefetch={false}>
                  {more}
                </Link>
              ) : (
                more
              )}
            </small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
