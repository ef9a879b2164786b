import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { PageSection } from '../../ui/PageSection.tsx';
import type { SectionId } from './sections.ts';

/** Section is a part of a run's page. */
export function Section({
  id,
  aside,
  children,
}: {
  id: SectionId;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <PageSection id={id} title={t(`section.${id}`)} aside={aside}>
      {children}
    </PageSection>
  );
}
