import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './runs.module.css';

/** WhatAVaeDoes explains in three lines what is trained here, for people who have never seen it. */
export function WhatAVaeDoes(): ReactNode {
  return (
    <ol className={classes.lines}>
      <li>{t('runs.empty.compress')}</li>
      <li>{t('runs.empty.draw')}</li>
      <li>{t('runs.empty.plane')}</li>
    </ol>
  );
}

/** Primer stands below a list that is still short: what the runs in it do, and where to watch them. */
export function Primer(): ReactNode {
  return (
    <aside className={classes.primer} aria-label={t('runs.primer.title')}>
      <h2 className={classes.primerTitle}>{t('runs.primer.title')}</h2>
      <WhatAVaeDoes />
      <p>{t('runs.primer.watch')}</p>
    </aside>
  );
}
