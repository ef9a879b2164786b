'use client';

import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { LaunchHost } from '../features/launch/LaunchHost.tsx';
import { openLaunch } from '../features/launch/launch-store.ts';
import { DeletionHost } from '../features/runs/DeletionHost.tsx';
import { LiveStatus } from '../live/LiveStatus.tsx';
import { t } from '../messages/index.ts';
import { ColorSchemeButton } from './ColorSchemeButton.tsx';
import { lazy } from './lazy.tsx';
import { Mark } from './Mark.tsx';
import classes from './shell.module.css';
import { focusNewestToast, Toasts } from './Toasts.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const Palette = lazy(() => import('../features/palette/Palette.tsx').then(({ Palette }) => Palette));
const KeysDialog = lazy(() =>
  import('../features/palette/KeysDialog.tsx').then(({ KeysDialog }) => KeysDialog),
);

const TOAST_KEY = 'F6';

/** Shell is what stands on every page: the header, room for the content, and what opens over it. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  useShortcuts({
    'mod+k': () => setOverlay('palette'),
    '?': () => setOverlay('keys'),
    n: () => openLaunch({ kind: 'new' }),
    [TOAST_KEY]: focusNewestToast,
  });
  const close = () => setOverlay(null);
  return (
    <>
      <ShellHeader onSearch={() => setOverlay('palette')} />
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <LaunchHost />
      <DeletionHost />
      {overlay === 'palette' ? <Palette onClose={close} onShowKeys={() => setOverlay('keys')} /> : null}
      {overlay === 'keys' ? <KeysDialog onClose={close} /> : null}
      <Toasts />
    </>
  );
}

function ShellHeader({ onSearch }: { onSearch: () => void }): ReactNode {
  return (
    <header className={classes.header}>
      <a href="#content" className={classes.skip}>
        {t('app.skipToContent')}
      </a>
      <Link href="/" prefetch={false} className={classes.home} aria-label={t('app.home')}>
        <Mark />
        <span>{t('app.name')}</span>
      </Link>
      <ShellNav />
      <div className={classes.status}>
        <LiveStatus />
      </div>
      <button
        type="button"
        className={classes.search}
        aria-label={t('app.search')}
        aria-keyshortcuts="Control+K"
        data-keys={t('app.search.keys')}
        onClick={onSearch}
      >
        <IconSearch size={16} stroke={1.6} aria-hidden="true" />
        <span className={classes.wide}>{t('app.search.short')}</span>
      </button>
      <Button
        size="compact-md"
        h={32}
        fz={14}
        className={classes.new}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => openLaunch({ kind: 'new' })}
      >
        {t('app.newRun')}
      </Button>
      <ActionIcon
        size="lg"
        className={classes.newSmall}
        aria-label={t('app.newRun')}
        onClick={() => openLaunch({ kind: 'new' })}
      >
        <IconPlus size={18} aria-hidden="true" />
      </ActionIcon>
      <ColorSchemeButton />
    </header>
  );
}

const pages = [
  { href: '/', label: 'nav.runs', isCurrent: (path: string) => path === '/' || path.startsWith('/runs/') },
  { href: '/sweeps', label: 'nav.sweeps', isCurrent: (path: string) => path.startsWith('/sweeps') },
] as const;

function ShellNav(): ReactNode {
  const path = usePathname();
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      {pages.map(({ href, label, isCurrent }) => (
        <Link key={href} href={href} prefetch={false} aria-current={isCurrent(path) ? 'page' : undefined}>
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
