'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** useWidth measures how wide an element is, CSS pixels; 0 until it is known. */
export function useWidth<Target extends HTMLElement>(): {
  ref: RefObject<Target | null>;
  widthPx: number;
} {
  const ref = useRef<Target>(null);
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidthPx(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, widthPx };
}
