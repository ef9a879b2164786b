'use client';

import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { t } from '../messages/index.ts';

const next: Readonly<Record<MantineColorScheme, MantineColorScheme>> = {
  auto: 'light',
  light: 'dark',
  dark: 'auto',
};
const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };
const never = () => () => undefined;

/** ColorSchemeButton goes round light, dark and what the system says. Which one was chosen is known in the browser only. */
export function ColorSchemeButton(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const current = inBrowser ? colorScheme : 'auto';
  const label = t('app.colorScheme', {
    scheme: t(`app.colorScheme.${current}`),
    next: t(`app.colorScheme.${next[current]}`),
  });
  const Icon = icons[current];
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(next[current])}
    >
      <Icon size={18} stroke={1.6} aria-hidden="true" />
    </ActionIcon>
  );
}
