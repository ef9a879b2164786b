import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { NotFoundState } from '../ui/NotFoundState.tsx';

/** NotFound stands at every address that has no page. */
export default function NotFound(): ReactNode {
  return <NotFoundState title={t('notFound.address')} text={t('notFound.address.why')} />;
}
