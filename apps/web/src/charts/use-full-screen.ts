'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** FullScreen is an element that can fill the screen: `ref` goes to the element, `toggle` to a button inside it. */
export type FullScreen<Target extends HTMLElement> = {
  readonly ref: RefObject<Target | null>;
  readonly active: boolean;
  readonly toggle: () => void;
};

/**
 * useFullScreen fills the screen with one element and gives it back. Where the browser has no full screen for elements
 * (phones), `active` alone changes and Escape ends it, so the element's style must spread it over the window: give it
 * `data-full-screen={active || undefined}`. Menus and tooltips inside must not use a portal: outside they stay hidden.
 */
export function useFullScreen<Target extends HTMLElement = HTMLElement>(): FullScreen<Target> {
  const ref = useRef<Target>(null);
  const [active, setActive] = useState(false);

  useEffect(() => {
    const follow = () => setActive(ref.current !== null && document.fullscreenElement === ref.current);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  useEffect(() => {
    if (!active || document.fullscreenElement) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setActive(false);
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [active]);

  const toggle = useCallback(() => {
    if (document.fullscreenElement) {
      void document.exitFullscreen();
      return;
    }
    const element = ref.current;
    if (active || !element?.requestFullscreen) setActive(!active);
    else element.requestFullscreen().catch(() => setActive(true));
  }, [active]);

  return { ref, active, toggle };
}
