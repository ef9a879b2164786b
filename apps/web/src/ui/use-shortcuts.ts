'use client';

import { useEffect, useEffectEvent } from 'react';

/**
 * Shortcuts are what keys do, by their names: "mod+k" is Ctrl or Command with K, "?" the sign whatever keys it takes. One
 * that returns false had nothing to do, and leaves the key to the browser.
 */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/**
 * useShortcuts listens to keys on the whole page. A key does nothing when another part of the page has taken it, or while
 * an enlarged picture or the full screen covers what it would open. Without Ctrl or Command it does nothing either while
 * someone types or a dialog is open.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOfKey(event);
    const run = shortcuts[name];
    if (!run || event.defaultPrevented || isPageCovered()) return;
    if (!name.startsWith('mod+') && (isTyping(event.target) || isDialogOpen())) return;
    if (run(event) !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function nameOfKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  if (altKey) return '';
  return ctrlKey || metaKey ? `mod+${key.toLowerCase()}` : key;
}

/** isTyping tells a key that belongs to a field from one that belongs to the page. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'))
  );
}

/** What is in the browser's top layer covers all that a page can draw. */
function isPageCovered(): boolean {
  return document.fullscreenElement !== null || document.querySelector('dialog[open]') !== null;
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}
