import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { Mark } from '../../ui/Mark.tsx';
import classes from './runs.module.css';

/** EmptyRuns stands where the table will: what Laten does, and how the first run begins. */
export function EmptyRuns(): ReactNode {
  return (
    <section className={classes.empty}>
      <div className={classes.emptyMark}>
        <Mark />
      </div>
      <h2 className={classes.emptyTitle}>{t('runs.empty.title')}</h2>
      <p>{t('runs.empty.what')}</p>
      <p>{t('runs.empty.how')}</p>
      <CommandLine command={t('runs.empty.command')} />
      <p>{t('runs.empty.then')}</p>
    </section>
  );
}
