'use client';

import { CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../messages/index.ts';
import { dismissToast, type Toast, useToasts } from './toast-store.ts';
import classes from './toasts.module.css';

/**
 * Toasts shows what `showToast` was given. A toast stays while the pointer or the keyboard focus is on any of them; F6
 * brings the focus to the newest, and Esc dismisses the one that has it.
 */
export function Toasts(): ReactNode {
  const toasts = useToasts();
  const [held, setHeld] = useState({ hover: false, focus: false });
  const hold = (change: Partial<typeof held>) => setHeld((now) => ({ ...now, ...change }));
  useEffect(() => {
    if (toasts.length === 0) setHeld({ hover: false, focus: false });
  }, [toasts.length]);
  return (
    <section
      className={classes.toasts}
      aria-label={t('toasts.label')}
      onPointerEnter={() => hold({ hover: true })}
      onPointerLeave={() => hold({ hover: false })}
      onFocus={() => hold({ focus: true })}
      onBlur={() => hold({ focus: false })}
    >
      <div role="status" className={classes.list}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} held={held.hover || held.focus} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast, held }: { toast: Toast; held: boolean }): ReactNode {
  const { id, message, tone, action, durationMs } = toast;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), durationMs);
    return () => clearTimeout(timer);
  }, [held, id, durationMs]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside.
    <div
      className={classes.toast}
      data-tone={tone}
      onKeyDown={(event) => {
        if (event.key === 'Escape') dismissToast(id);
      }}
    >
      <p className={classes.message}>{message}</p>
      {action ? (
        <button
          type="button"
          className={classes.action}
          onClick={() => {
            dismissToast(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      ) : null}
      <CloseButton size="sm" aria-label={t('action.dismiss')} onClick={() => dismissToast(id)} />
    </div>
  );
}

/** focusNewestToast moves the focus to the newest toast's first button. It tells whether there is one. */
export function focusNewestToast(): boolean {
  const newest = [...document.querySelectorAll<HTMLElement>(`.${classes.toast}`)].at(-1);
  const button = newest?.querySelector('button');
  button?.focus();
  return Boolean(button);
}
