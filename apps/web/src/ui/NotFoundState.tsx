import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Mark } from './Mark.tsx';
import classes from './states.module.css';

/** NotFoundState says what is missing, why that may be, and leads back. */
export function NotFoundState({ title, text }: { title: string; text: string }): ReactNode {
  return (
    <section className={classes.state}>
      <div className={classes.mark}>
        <Mark />
      </div>
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.text}>{text}</p>
      <Link href="/" className={classes.back}>
        {t('notFound.back')}
      </Link>
    </section>
  );
}
