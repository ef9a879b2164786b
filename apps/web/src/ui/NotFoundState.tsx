import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Mark } from './Mark.tsx';
import classes from './states.module.css';

/** NotFoundState says what is missing, why that may be, and leads back. (Default of `back`: all runs.) */
export function NotFoundState({
  title,
  text,
  back = { href: '/', label: t('notFound.back') },
}: {
  title: string;
  text: string;
  back?: { readonly href: string; readonly label: string };
}): ReactNode {
  return (
    <section className={classes.state}>
      <div className={classes.mark}>
        <Mark />
      </div>
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.text}>{text}</p>
      <Link href={back.href} className={classes.back}>
        {back.label}
      </Link>
    </section>
  );
}
