'use client';

import './globals.css';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import classes from '../ui/states.module.css';

/** GlobalError stands in place of the whole page, header and all, when that failed. It uses nothing that may have failed with it. */
export default function GlobalError(): ReactNode {
  return (
    <html lang="en">
      <body>
        <main className={classes.state}>
          <h1 className={classes.title}>{t('error.title')}</h1>
          <p className={classes.text}>{t('error.whole')}</p>
          <button type="button" className={classes.back} onClick={() => window.location.reload()}>
            {t('error.reload')}
          </button>
        </main>
      </body>
    </html>
  );
}
