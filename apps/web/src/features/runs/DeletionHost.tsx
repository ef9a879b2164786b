'use client';

import type { ReactNode } from 'react';
import { lazy } from '../../ui/lazy.tsx';
import { useDeletionRequest } from './deletion-store.ts';

const DeletionDialog = lazy(() =>
  import('./dialogs/DeletionDialog.tsx').then(({ DeletionDialog }) => DeletionDialog),
);

/** DeletionHost shows the question before a deletion, wherever it was asked. */
export function DeletionHost(): ReactNode {
  const request = useDeletionRequest();
  return request ? <DeletionDialog key={request.ids.join()} request={request} /> : null;
}
