'use client';

import { Button, Drawer, Group } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { z } from 'zod';
import { t } from '../../messages/index.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { useIsNarrow } from '../../ui/use-is-narrow.ts';
import { FurtherForm } from './FurtherForm.tsx';
import { LaunchForm } from './LaunchForm.tsx';
import classes from './launch.module.css';
import {
  closeLaunch,
  keepEditing,
  markLaunchDirty,
  type OpenLaunch,
  useWaitingLaunch,
} from './launch-store.ts';

// The page's policy forbids code made from text, by which Zod would check faster.
z.config({ jitless: true });

const WIDTH_PX = 620;

/** LaunchDrawer holds the form beside the page, or over all of it on a phone. It asks before it loses what was typed. */
export function LaunchDrawer({ launch }: { launch: OpenLaunch }): ReactNode {
  const isNarrow = useIsNarrow();
  useFocusReturn();
  const [isDirty, setDirty] = useState(false);
  const [isClosing, setClosing] = useState(false);
  const isReplaced = useWaitingLaunch() !== null;
  useEffect(() => markLaunchDirty(isDirty), [isDirty]);
  const keep = () => {
    setClosing(false);
    keepEditing();
  };
  return (
    <Drawer
      opened
      onClose={() => (isDirty ? setClosing(true) : closeLaunch())}
      position="right"
      size={isNarrow ? '100%' : WIDTH_PX}
      title={titleOf(launch)}
      closeButtonProps={{ 'aria-label': t('launch.close') }}
      transitionProps={{ duration: 0 }}
      classNames={{ title: classes.title, body: classes.drawerBody, content: classes.content }}
    >
      {launch.kind === 'further' ? (
        <FurtherForm run={launch.run} onDirty={setDirty} />
      ) : (
        <LaunchForm launch={launch} onDirty={setDirty} />
      )}
      {isClosing || isReplaced ? <DiscardQuestion onKeep={keep} /> : null}
    </Drawer>
  );
}

function titleOf(launch: OpenLaunch): string {
  if (launch.kind === 'new') return t('launch.title.new');
  return t(`launch.title.${launch.kind}`, { name: launch.run.name });
}

function DiscardQuestion({ onKeep }: { onKeep: () => void }): ReactNode {
  return (
    <div className={classes.question} role="alertdialog" aria-label={t('launch.discard.question')}>
      <strong>{t('launch.discard.question')}</strong>
      <Group gap="xs">
        <Button size="compact-md" variant="default" onClick={onKeep} autoFocus>
          {t('launch.discard.keep')}
        </Button>
        <Button size="compact-md" color="red.9" onClick={closeLaunch}>
          {t('launch.discard')}
        </Button>
      </Group>
    </div>
  );
}
