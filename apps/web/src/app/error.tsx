'use client';

import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { ErrorState } from '../ui/ErrorState.tsx';

/** PageError stands where a page failed. What failed is in the log, not here. */
export default function PageError({ reset }: { error: Error; reset: () => void }): ReactNode {
  return <ErrorState message={t('error.page')} onRetry={reset} />;
}
