'use client';

import { type ReactNode, useEffect } from 'react';
import { lazy } from '../../ui/lazy.tsx';
import { restoreLaunch, useOpenLaunch } from './launch-store.ts';

const LaunchDrawer = lazy(() => import('./LaunchDrawer.tsx').then(({ LaunchDrawer }) => LaunchDrawer));

/** LaunchHost shows the form when it is opened, and loads it only then. A form that a reload closed is opened again. */
export function LaunchHost(): ReactNode {
  const launch = useOpenLaunch();
  useEffect(() => restoreLaunch(), []);
  return launch ? <LaunchDrawer key={launch.runId} launch={launch} /> : null;
}
