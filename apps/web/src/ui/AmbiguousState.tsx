'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import classes from './ambiguous-state.module.css';
import { LocalTime } from './LocalTime.tsx';
import states from './states.module.css';

/** Candidate is one of those that the address may mean. */
type Candidate = { readonly id: string; readonly name: string; readonly createdAt: Date };

/** AmbiguousState lists what an address may mean whose id is not whole. */
export function AmbiguousState({
  title,
  candidates,
  more,
  hrefOf,
  back,
}: {
  title: string;
  candidates: readonly Candidate[];
  /** Whether there may be more than are listed. */
  more: boolean;
  hrefOf: (id: string) => string;
  back: { readonly href: string; readonly label: string };
}): ReactNode {
  return (
    <section className={states.state}>
      <h1 className={states.title}>{title}</h1>
      <p className={states.text}>{t('run.ambiguous.text')}</p>
      <ul className={classes.candidates}>
        {candidates.map(({ id, name, createdAt }) => (
          <li key={id}>
            <Link href={hrefOf(id)}>
              <span>{name}</span>
              <code>{id}</code>
              <LocalTime moment={createdAt} />
            </Link>
          </li>
        ))}
      </ul>
      {more ? <p className={states.text}>{t('run.ambiguous.more')}</p> : null}
      <Link href={back.href} className={states.back}>
        {back.label}
      </Link>
    </section>
  );
}
