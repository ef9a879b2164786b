'use client';

import { limits } from '@laten/shared';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { LocalTime } from '../../ui/LocalTime.tsx';
import states from '../../ui/states.module.css';
import run from '../run/run.module.css';

/** AmbiguousSweep lists the sweeps that an address may mean, of the newest ones. */
export function AmbiguousSweep({ prefix }: { prefix: string }): ReactNode {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.sweeps.list.queryOptions({ limit: limits.runsPerPage }));
  const candidates = data?.sweeps.filter(({ id }) => id.startsWith(prefix.toLowerCase())) ?? [];
  return (
    <section className={states.state}>
      <h1 className={states.title}>{t('sweep.ambiguous.title', { prefix })}</h1>
      <p className={states.text}>{t('run.ambiguous.text')}</p>
      <ul className={run.candidates}>
        {candidates.map(({ id, name, createdAt }) => (
          <li key={id}>
            <Link href={`/sweeps/${id}`}>
              <span>{name}</span>
              <code>{id}</code>
              <LocalTime moment={createdAt} />
            </Link>
          </li>
        ))}
      </ul>
      {data?.nextCursor ? <p className={states.text}>{t('run.ambiguous.more')}</p> : null}
      <Link href="/sweeps" className={states.back}>
        {t('sweep.back')}
      </Link>
    </section>
  );
}
