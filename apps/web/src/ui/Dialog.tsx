'use client';

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { useFocusReturn } from './use-focus-return.ts';

/** Dialog asks one thing over the page. Esc and the cross close it; the focus goes back to where it was. */
export function Dialog({
  title,
  onClose,
  size = 480,
  children,
}: {
  title: string;
  onClose: () => void;
  size?: number;
  children: ReactNode;
}): ReactNode {
  useFocusReturn();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      centered
      radius="md"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
      styles={{ title: { fontWeight: 650, overflowWrap: 'anywhere' } }}
    >
      {children}
    </Modal>
  );
}
