'use client';

import { type FocusEvent, type RefObject, useEffect, useRef } from 'react';

const FOCUSABLE = ':is(button, input, textarea):not(:disabled), a[href]';

/** FocusKept goes on the element whose parts come and go. */
export type FocusKept<E extends HTMLElement> = {
  readonly ref: RefObject<E | null>;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
};

/**
 * useFocusKept keeps the focus within an element when the part that had it is gone: the button that was pressed and does
 * not apply any more, the field that was stored. What now stands in its place takes the focus; without that it would fall
 * to the page, and a person at the keyboard would have to begin at the top again.
 */
export function useFocusKept<E extends HTMLElement>(): FocusKept<E> {
  const ref = useRef<E>(null);
  const had = useRef<{ readonly part: Element; readonly index: number } | null>(null);
  useEffect(() => {
    const { current: last } = had;
    if (!last || last.part.isConnected) return;
    had.current = null;
    // The key that took the part away is not to press what comes in its place.
    requestAnimationFrame(() => {
      if (!ref.current || document.activeElement !== document.body) return;
      const parts = partsOf(ref.current);
      parts[Math.min(last.index, parts.length - 1)]?.focus();
    });
  });
  return {
    ref,
    onFocus: ({ target }) => {
      const index = ref.current ? partsOf(ref.current).indexOf(target as HTMLElement) : -1;
      had.current = { part: target, index: Math.max(0, index) };
    },
    // React says nothing of a part that it takes away: what is told here is somebody who leaves.
    onBlur: () => {
      had.current = null;
    },
  };
}

function partsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>(FOCUSABLE)];
}
