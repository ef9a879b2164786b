'use client';

import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import classes from '../../../ui/dialog-body.module.css';
import { MenuAnchor } from '../../../ui/LazyMenu.tsx';
import type { CancelMode } from '../prepare-sweep-actions.ts';

/** CancelMenu asks what becomes of the trials that train. */
export function CancelMenu({
  onCancel,
  onClose,
}: {
  onCancel: (mode: CancelMode) => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Menu
      opened
      withInitialFocusPlaceholder={false}
      onChange={onClose}
      position="bottom-start"
      width={300}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <MenuAnchor label={t('sweep.action.cancel.menu')} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onCancel('after-running')}>
          {t('sweep.action.cancel.after')}
          <span className={classes.itemHint}>{t('sweep.action.cancel.after.hint')}</span>
        </Menu.Item>
        <Menu.Item onClick={() => onCancel('now')}>
          {t('sweep.action.cancel.now')}
          <span className={classes.itemHint}>{t('sweep.action.cancel.now.hint')}</span>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
