'use client';

import { useEffect, useEffectEvent } from 'react';

/** Shortcuts are what keys do, by their names: "mod+k" is Ctrl or Command with K, "?" the sign whatever keys it takes. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * useShortcuts listens to keys on the whole page. Without Ctrl or Command a key does nothing while someone types, while a
 * dialog is open, or when another part of the page has taken it.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOfKey(event);
    const run = shortcuts[name];
    if (!run || event.defaultPrevented) return;
    if (!name.startsWith('mod+') && (isTyping(event.target) || isDialogOpen())) return;
    event.preventDefault();
    run(event);
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

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}
