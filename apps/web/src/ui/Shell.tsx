'use client';

import { AppShell } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { ColorSchemeButton } from './ColorSchemeButton.tsx';
import { Mark } from './Mark.tsx';
import classes from './shell.module.css';

const HEADER_PX = 48;

/** Shell is what stands on every page: the header, and room for the content. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  return (
    <AppShell header={{ height: HEADER_PX }} transitionDuration={0}>
      <AppShell.Header className={classes.header}>
        <a href="#content" className={classes.skip}>
          {t('app.skipToContent')}
        </a>
        <Link href="/" className={classes.home} aria-label={t('app.home')}>
          <Mark />
          <span>{t('app.name')}</span>
        </Link>
        <ColorSchemeButton />
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </AppShell.Main>
    </AppShell>
  );
}
