'use client';

import { useSyncExternalStore } from 'react';

/** The same width as in the style sheets: below it, a list is cards. */
const QUERY = '(max-width: 639.98px)';

/** useIsNarrow tells a screen of a phone's width. The server does not know, and says no. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(QUERY);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
