'use client';

import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { t } from '../../messages/index.ts';
import { LazyMenu } from '../../ui/LazyMenu.tsx';
import { lazy } from '../../ui/lazy.tsx';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import head from '../run/head/head.module.css';
import { openSweepDialog, useSweepDialog } from './sweep-dialog-store.ts';
import classes from './sweep-page.module.css';
import type { SweepDetail } from './sweep-types.ts';
import type { SweepActions } from './use-sweep-actions.ts';

const CancelMenu = lazy(() => import('./dialogs/CancelMenu.tsx').then(({ CancelMenu }) => CancelMenu));
const AddTrialsDialog = lazy(() =>
  import('./dialogs/AddTrialsDialog.tsx').then(({ AddTrialsDialog }) => AddTrialsDialog),
);
const PriorityDialog = lazy(() =>
  import('./dialogs/PriorityDialog.tsx').then(({ PriorityDialog }) => PriorityDialog),
);
const DeleteSweepDialog = lazy(() =>
  import('./dialogs/DeleteSweepDialog.tsx').then(({ DeleteSweepDialog }) => DeleteSweepDialog),
);

const close = () => openSweepDialog(null);

/** SweepButtons offer what can be done with a sweep as it stands, the likeliest first. */
export function SweepButtons({ sweep, actions }: { sweep: SweepDetail; actions: SweepActions }): ReactNode {
  const router = useRouter();
  const dialog = useSweepDialog();
  useEffect(() => close, []);
  const { allowed } = actions;
  const { priority } = sweep;
  const focusKept = useFocusKept<HTMLDivElement>();
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form */}
      <div className={head.buttons} role="group" aria-label={t('sweep.next.label')} {...focusKept}>
        {allowed.pause ? (
          <Button size="sm" variant="default" onClick={actions.pause}>
            {t('sweep.action.pause')}
          </Button>
        ) : null}
        {allowed.resume ? (
          <Button size="sm" onClick={actions.resume}>
            {t('sweep.action.resume')}
          </Button>
        ) : null}
        {allowed.cancel ? <CancelButton sweep={sweep} actions={actions} /> : null}
        {allowed.retryFailed > 0 ? (
          <Button size="sm" variant="default" onClick={actions.retryFailed}>
            {t('sweep.action.retry', { count: allowed.retryFailed })}
          </Button>
        ) : null}
        <Button size="sm" variant="default" onClick={() => openSweepDialog('add')}>
          {t('sweep.action.add')}
        </Button>
        {allowed.setPriority ? (
          <Button
            size="sm"
            variant="default"
            aria-label={t('sweep.action.priority.change', { priority })}
            onClick={() => openSweepDialog('priority')}
          >
            {t('sweep.action.priority', { priority })}
          </Button>
        ) : null}
        <Button size="sm" variant="default" onClick={actions.clone}>
          {t('sweep.action.clone')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          color="red"
          className={head.danger}
          onClick={() => openSweepDialog('delete')}
        >
          {t('sweep.action.delete')}
        </Button>
      </div>
      {dialog === 'add' ? <AddTrialsDialog sweep={sweep} actions={actions} onClose={close} /> : null}
      {dialog === 'priority' ? <PriorityDialog sweep={sweep} actions={actions} onClose={close} /> : null}
      {dialog === 'delete' ? (
        <DeleteSweepDialog sweep={sweep} onDeleted={() => router.push('/sweeps')} onClose={close} />
      ) : null}
    </>
  );
}

/** While no trial trains there is only one way to cancel. */
function CancelButton({ sweep, actions }: { sweep: SweepDetail; actions: SweepActions }): ReactNode {
  if (sweep.counts.RUNNING === 0) {
    return (
      <Button size="sm" variant="default" onClick={() => actions.cancel('now')}>
        {t('sweep.action.cancel')}
      </Button>
    );
  }
  return (
    <LazyMenu
      label={t('sweep.action.cancel.menu')}
      className={classes.menuButton}
      face={
        <>
          {t('sweep.action.cancel')}
          <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
        </>
      }
    >
      {(onClose) => <CancelMenu onCancel={actions.cancel} onClose={onClose} />}
    </LazyMenu>
  );
}
