'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import type { RouterOutputs } from '../../trpc/client.tsx';
import { LocalTime } from '../../ui/LocalTime.tsx';
import states from '../../ui/states.module.css';
import classes from './run.module.css';

/** AmbiguousRun lists the runs that an address may mean. */
export function AmbiguousRun({
  prefix,
  candidates,
  more,
}: {
  prefix: string;
  candidates: RouterOutputs['runs']['list']['runs'];
  /** Whether there are more than are listed. */
  more: boolean;
}): ReactNode {
  return (
    <section className={states.state}>
      <h1 className={states.title}>{t('run.ambiguous.title', { prefix })}</h1>
      <p className={states.text}>{t('run.ambiguous.text')}</p>
      <ul className={classes.candidates}>
        {candidates.map(({ id, name, createdAt }) => (
          <li key={id}>
            <Link href={`/runs/${id}`}>
              <span>{name}</span>
              <code>{id}</code>
              <LocalTime moment={createdAt} />
            </Link>
          </li>
        ))}
      </ul>
      {more ? <p className={states.text}>{t('run.ambiguous.more')}</p> : null}
      <Link href="/" className={states.back}>
        {t('notFound.back')}
      </Link>
    </section>
  );
}
