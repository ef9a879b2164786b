'use client';

import { useEffect, useState } from 'react';

/** useFocusReturn gives the focus back to where it was when this was first drawn, once no dialog is open any more. */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const isDialogOpen = document.querySelector('[role="dialog"]') !== null;
        if (!isDialogOpen && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
