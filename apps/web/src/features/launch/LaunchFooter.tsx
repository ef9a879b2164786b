'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { t } from '../../messages/index.ts';
import { useShortcuts } from '../../ui/use-shortcuts.ts';
import classes from './launch.module.css';

/** LaunchFooter says how long it will take and starts it; Ctrl+Enter does too, wherever the focus is, but not from behind a dialog. */
export function LaunchFooter({
  estimate,
  submitLabel,
  isSending,
  isBlocked,
  isPending = false,
  onSubmit,
  children,
}: {
  /** Null while it is being worked out. */
  estimate: string | null;
  submitLabel: string;
  isSending: boolean;
  /** Something that is marked must be mended first. */
  isBlocked: boolean;
  /** What it would start is still being worked out. (Default: false.) */
  isPending?: boolean;
  onSubmit: () => void;
  children?: ReactNode;
}): ReactNode {
  const footer = useRef<HTMLElement>(null);
  useShortcuts({ 'mod+enter': () => (isBehindDialog(footer.current) ? false : onSubmit()) });
  return (
    <footer ref={footer} className={classes.footer}>
      <p className={classes.estimate} role="status">
        {isBlocked ? t('launch.issues') : (estimate ?? t('launch.estimate.loading'))}
      </p>
      <div className={classes.actions}>
        {children}
        <Button
          type="submit"
          loading={isSending}
          disabled={isBlocked || isPending}
          aria-keyshortcuts="Control+Enter"
        >
          {submitLabel}
        </Button>
        <span className={classes.keys}>{t('launch.submit.keys')}</span>
      </div>
    </footer>
  );
}

/** isBehindDialog tells whether a dialog is open that an element is no part of: keys are the dialog's then. */
export function isBehindDialog(
  element: Node | null,
  dialogs: Iterable<Pick<Node, 'contains'>> = document.querySelectorAll('[role="dialog"][aria-modal="true"]'),
): boolean {
  return [...dialogs].some((dialog) => !dialog.contains(element));
}
