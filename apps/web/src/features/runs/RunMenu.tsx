'use client';

import { Menu } from '@mantine/core';
import {
  IconCopy,
  IconCopyPlus,
  IconGridDots,
  IconLink,
  IconNote,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconRepeat,
  IconTag,
  IconTrash,
} from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { MenuAnchor } from '../../ui/LazyMenu.tsx';
import type { ListedRun } from './patch-run-pages.ts';
import { useRunActions } from './use-run-actions.ts';

/** RunMenu lists what can be done with a run as it stands. */
export function RunMenu({
  run,
  onRename,
  onTag,
  onNote,
  onClose,
}: {
  run: ListedRun;
  onRename: () => void;
  onTag: () => void;
  onNote: () => void;
  onClose: () => void;
}): ReactNode {
  const actions = useRunActions(run);
  const { allowed } = actions;
  return (
    <Menu
      opened
      withInitialFocusPlaceholder={false}
      onChange={onClose}
      position="bottom-end"
      width={220}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <MenuAnchor label={t('runs.menu', { name: run.name })} />
      </Menu.Target>
      <Menu.Dropdown>
        {allowed.cancel ? (
          <Menu.Item leftSection={<IconPlayerStop size={16} />} onClick={actions.cancel}>
            {t('action.cancel')}
          </Menu.Item>
        ) : null}
        {allowed.resume ? (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={actions.resume}>
            {t(`action.${allowed.resume}`)}
          </Menu.Item>
        ) : null}
        {allowed.trainFurther ? (
          <Menu.Item leftSection={<IconRepeat size={16} />} onClick={actions.trainFurther}>
            {t('action.further')}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconCopyPlus size={16} />} onClick={actions.clone}>
          {t('action.clone')}
        </Menu.Item>
        <Menu.Item
          component={Link}
          href={`/sweeps/new?around=${run.id}`}
          prefetch={false}
          leftSection={<IconGridDots size={16} />}
        >
          {t('sweep.action.around')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onRename}>
          {t('action.rename')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTag size={16} />} onClick={onTag}>
          {t('selection.tag')}
        </Menu.Item>
        <Menu.Item leftSection={<IconNote size={16} />} onClick={onNote}>
          {t('runs.column.note')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={actions.copyId}>
          {t('action.copyId')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} />} onClick={actions.copyLink}>
          {t('action.copyLink')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          c="var(--status-text-bad)"
          leftSection={<IconTrash size={16} />}
          onClick={() => actions.remove()}
        >
          {t('action.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
