'use client';

import dynamic from 'next/dynamic';
import { Component, type ComponentType, type ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { ErrorState } from './ErrorState.tsx';
import { showToast } from './toast-store.ts';

const FAILURE_SHOWN_MS = 60_000;

/**
 * lazyPart makes a part of a page that is loaded when it is first shown, in the browser only: `loading` keeps its room
 * meanwhile. Should it fail, the rest of the page stays, and in its place stands what to do.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  loading: () => ReactNode,
): ComponentType<Props> {
  const Loaded = dynamic<Props>(load, { ssr: false, loading });
  const failed = <ErrorState message={t('error.part')} onRetry={() => window.location.reload()} />;
  return (props) => (
    <PartBoundary instead={failed}>
      <Loaded {...props} />
    </PartBoundary>
  );
}

/**
 * lazy makes a component that is loaded when it is first shown, in the browser only. Until then nothing stands in its
 * place, and what is around it stays: without a boundary of its own the whole page would give way to its skeleton. Should
 * it fail, the page stays too, and a notice offers to load the page again.
 */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = dynamic<Props>(load, { ssr: false });
  return (props) => (
    <PartBoundary onFailure={offerToReload}>
      <Loaded {...props} />
    </PartBoundary>
  );
}

function offerToReload(): void {
  showToast({
    message: t('error.part'),
    tone: 'error',
    action: { label: t('error.reload'), run: () => window.location.reload() },
    durationMs: FAILURE_SHOWN_MS,
  });
}

type PartBoundaryProps = { children: ReactNode; instead?: ReactNode; onFailure?: () => void };

/** React catches what its children throw by a class alone. */
class PartBoundary extends Component<PartBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailure?.();
  }

  override render(): ReactNode {
    return this.state.hasFailed ? (this.props.instead ?? null) : this.props.children;
  }
}
