'use client';

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';

/** ColorSchemeButton switches between light and dark. Until it is used, the system decides. */
export function ColorSchemeButton(): ReactNode {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: true }) === 'dark';
  const label = dark ? t('app.colorScheme.toLight') : t('app.colorScheme.toDark');
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M9 2.4a6.6 6.6 0 0 1 0 13.2z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}
