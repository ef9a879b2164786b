'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** What is so near to the window is about to be seen. */
const NEAR = '600px';

/** useWasInView tells whether an element has been in or near the window. Once true, it stays so. */
export function useWasInView<Target extends HTMLElement>(): { ref: RefObject<Target | null>; seen: boolean } {
  const ref = useRef<Target>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return { ref, seen };
}
