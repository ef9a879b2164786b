'use client';

import dynamic from 'next/dynamic';
import { Component, type ComponentType, type ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { showToast } from './toast-store.ts';

const FAILURE_SHOWN_MS = 60_000;

/**
 * lazy makes a component that is loaded when it is first shown, in the browser only. Until then nothing stands in its
 * place, and what is around it stays: without a boundary of its own the whole page would give way to its skeleton. Should
 * it fail, the page stays too, and a notice offers to load the page again.
 */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = dynamic<Props>(load, { ssr: false });
  return (props) => (
    <LazyBoundary>
      <Loaded {...props} />
    </LazyBoundary>
  );
}

/** React catches what its children throw by a class alone. */
class LazyBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    showToast({
      message: t('error.part'),
      tone: 'error',
      action: { label: t('error.reload'), run: () => window.location.reload() },
      durationMs: FAILURE_SHOWN_MS,
    });
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
