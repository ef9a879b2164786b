'use client';

import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { ErrorState } from '../ui/ErrorState.tsx';

/** PageError stands where a page failed. What failed is in the log, not here. Code that did not load is asked for again only by a new page. */
export default function PageError(): ReactNode {
  return <ErrorState message={t('error.page')} onRetry={() => window.location.reload()} />;
}
