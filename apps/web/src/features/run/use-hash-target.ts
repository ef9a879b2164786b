'use client';

import { useEffect } from 'react';

/** What a reader does who goes elsewhere. */
const TAKES_OVER = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
/** By then the page has its height. */
const SETTLES_WITHIN_MS = 10_000;

/**
 * useHashTarget keeps the part that the address names, `/runs/…#latent`, where it was scrolled to while the parts above it
 * load and grow, until the reader takes over.
 */
export function useHashTarget(): void {
  useEffect(() => {
    let stop = holdHashTarget();
    const follow = () => {
      stop();
      stop = holdHashTarget();
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
      stop();
    };
  }, []);
}

function holdHashTarget(): () => void {
  const id = window.location.hash.slice(1);
  if (id === '') return () => undefined;
  const observer = new ResizeObserver(() =>
    document.getElementById(id)?.scrollIntoView({ behavior: 'instant' }),
  );
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    for (const type of TAKES_OVER) window.removeEventListener(type, stop);
  };
  const timer = setTimeout(stop, SETTLES_WITHIN_MS);
  for (const type of TAKES_OVER) window.addEventListener(type, stop, { passive: true });
  observer.observe(document.body);
  return stop;
}
