import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { Mark } from '../../ui/Mark.tsx';
import runs from '../runs/runs.module.css';

/** EmptySweeps stands where no sweep is: what one is, and how to start the first. */
export function EmptySweeps(): ReactNode {
  return (
    <section className={runs.empty}>
      <div className={runs.emptyMark}>
        <Mark />
      </div>
      <h1 className={runs.emptyTitle}>{t('sweeps.empty.title')}</h1>
      <ol className={runs.lines}>
        <li>{t('sweeps.empty.what')}</li>
        <li>{t('sweeps.empty.workers')}</li>
        <li>{t('sweeps.empty.look')}</li>
      </ol>
      <Button component={Link} href="/sweeps/new" prefetch={false} size="md">
        {t('sweeps.empty.start')}
      </Button>
      <p className={runs.emptyTerminal}>{t('sweeps.empty.terminal')}</p>
      <CommandLine command={t('sweeps.empty.command')} />
    </section>
  );
}
