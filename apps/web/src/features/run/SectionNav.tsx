'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import classes from './run.module.css';
import { type SectionId, sectionBeingRead, sectionIds } from './sections.ts';
import { useHashTarget } from './use-hash-target.ts';

/** SectionNav leads to the parts of the page, stays in sight, and shows which part is being read. */
export function SectionNav(): ReactNode {
  const current = useSectionInView();
  useHashTarget();
  const bar = useRef<HTMLElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is the current one
  useEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>('[aria-current]');
    bar.current?.scrollTo({ left: link ? link.offsetLeft - bar.current.clientWidth / 2 : 0 });
  }, [current]);

  return (
    <nav ref={bar} className={classes.nav} aria-label={t('section.nav')}>
      <ul>
        {sectionIds.map((id) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={id === current ? 'location' : undefined}>
              {t(`section.${id}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Measured while the page scrolls: sections come late and are replaced, so that nothing could be observed for long. */
function useSectionInView(): SectionId | null {
  const [current, setCurrent] = useState<SectionId | null>(null);
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setCurrent(measureSection()));
    };
    measure();
    window.addEventListener('scroll', measure, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', measure);
    };
  }, []);
  return current;
}

function measureSection(): SectionId | null {
  const tops = sectionIds.flatMap((id) => {
    const section = document.getElementById(id);
    return section ? [{ id, topPx: section.getBoundingClientRect().top }] : [];
  });
  const { scrollHeight } = document.documentElement;
  const scrolled = window.scrollY > 0;
  const atPageEnd = scrolled && window.innerHeight + window.scrollY >= scrollHeight - 2;
  return sectionBeingRead({ tops, atPageEnd });
}
