import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';

/** IconButton is an icon that acts; its label is spoken, and shown on hover. (Default of `size`: md.) */
export function IconButton({
  label,
  size = 'md',
  onClick,
  children,
}: {
  label: string;
  size?: 'md' | 'lg';
  onClick: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <ActionIcon variant="subtle" color="gray" size={size} aria-label={label} title={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
