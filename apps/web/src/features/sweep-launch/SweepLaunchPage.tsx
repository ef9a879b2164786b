'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { lazyPart } from '../../ui/lazy.tsx';
import shellClasses from '../../ui/shell.module.css';
import type { SweepOrigin } from './begin-sweep-draft.ts';
import { SweepFormSkeleton } from './SweepFormSkeleton.tsx';
import classes from './sweep-launch.module.css';

/** What was typed is kept by the browser alone, so the form is drawn there. */
const SweepForm = lazyPart(
  () => import('./SweepForm.tsx').then(({ SweepForm }) => SweepForm),
  SweepFormSkeleton,
);

/** SweepLaunchPage is where a sweep is put together and launched. */
export function SweepLaunchPage({ origin }: { origin: SweepOrigin }): ReactNode {
  return (
    <div className={`${shellClasses.page} ${classes.page}`}>
      <header className={classes.head}>
        <h1>{titleOf(origin)}</h1>
        <p>
          {t('sweepLaunch.intro')} <OriginLink origin={origin} />
        </p>
      </header>
      <SweepForm origin={origin} />
    </div>
  );
}

function titleOf(origin: SweepOrigin): string {
  if (origin.kind === 'new') return t('sweepLaunch.title.new');
  if (origin.kind === 'around') return t('sweepLaunch.title.around', { name: origin.run.name });
  return t('sweepLaunch.title.clone', { name: origin.sweep.name });
}

function OriginLink({ origin }: { origin: SweepOrigin }): ReactNode {
  if (origin.kind === 'new') return null;
  const [href, label] =
    origin.kind === 'around'
      ? [`/runs/${origin.run.id}`, t('sweepLaunch.origin.run')]
      : [`/sweeps/${origin.sweep.id}`, t('sweepLaunch.origin.sweep')];
  return (
    <Link href={href} prefetch={false}>
      {label}
    </Link>
  );
}
