'use client';

import { type ReactNode, type Ref, useRef, useState } from 'react';
import classes from './lazy-menu.module.css';

/** A menu that is loaded when it is first opened. `MenuAnchor` is what a Mantine menu or popover is put beside. */

/**
 * LazyMenu is a button that opens what `children` draws. That closes itself by `onClose`, which gives the focus back to
 * the button.
 */
export function LazyMenu({
  label,
  className,
  kind = 'menu',
  tabIndex,
  face,
  children,
}: {
  label: string;
  className?: string | undefined;
  kind?: 'menu' | 'dialog';
  tabIndex?: number;
  /** What the button shows. */
  face: ReactNode;
  children: (onClose: () => void) => ReactNode;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <span className={classes.place}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup={kind}
        aria-expanded={isOpen}
        tabIndex={tabIndex}
        onClick={() => setOpen(true)}
      >
        {face}
      </button>
      {isOpen ? children(close) : null}
    </span>
  );
}

/** MenuAnchor has the size of the button of a LazyMenu. Its label names the menu that is put beside it. */
export function MenuAnchor({
  label,
  id,
  ref,
}: {
  label: string;
  id?: string;
  ref?: Ref<HTMLSpanElement>;
}): ReactNode {
  return (
    <span ref={ref} id={id} className={classes.anchor} aria-hidden="true">
      {label}
    </span>
  );
}
