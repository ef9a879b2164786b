import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './run.module.css';
import type { SectionId } from './sections.ts';

/** Section is a part of a run's page: a heading that can be linked to, room for controls beside it, and the content. */
export function Section({
  id,
  aside,
  children,
}: {
  id: SectionId;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const headingId = `${id}-heading`;
  return (
    <section id={id} className={classes.section} aria-labelledby={headingId}>
      <div className={classes.sectionHead}>
        <h2 id={headingId} className={classes.sectionTitle}>
          {t(`section.${id}`)}
        </h2>
        {aside ? <div className={classes.aside}>{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
