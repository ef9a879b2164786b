import type { ReactNode } from 'react';
import classes from './page-section.module.css';

/** PageSection is a part of a page: a heading that can be linked to, room for controls beside it, and the content. */
export function PageSection({
  id,
  title,
  aside,
  children,
}: {
  id: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const headingId = `${id}-heading`;
  return (
    <section id={id} className={classes.section} aria-labelledby={headingId}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.title}>
          {title}
        </h2>
        {aside ? <div className={classes.aside}>{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
