'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import type { RunActions } from '../../runs/use-run-actions.ts';
import type { RunDetail } from '../prepare-run.ts';
import classes from './head.module.css';

/** NextSteps offers what can be done with a run as it stands, the likeliest first. */
export function NextSteps({ run, actions }: { run: RunDetail; actions: RunActions }): ReactNode {
  const router = useRouter();
  const { allowed } = actions;
  const { resume } = allowed;
  const focusKept = useFocusKept<HTMLDivElement>();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div className={classes.buttons} role="group" aria-label={t('run.next.label')} {...focusKept}>
      {run.cancelRequested && !allowed.cancel && run.status === 'RUNNING' ? (
        <Button size="sm" variant="default" disabled>
          {t('run.next.canceling')}
        </Button>
      ) : null}
      {allowed.cancel ? (
        <Button size="sm" variant="default" onClick={actions.cancel}>
          {t('run.next.cancel')}
        </Button>
      ) : null}
      {resume ? (
        <Button size="sm" onClick={actions.resume}>
          {t(`run.next.${resume}`)}
        </Button>
      ) : null}
      {run.status === 'FINISHED' && allowed.trainFurther ? (
        <Button size="sm" onClick={actions.trainFurther}>
          {t('run.next.further')}
        </Button>
      ) : null}
      <Button size="sm" variant="default" onClick={actions.clone}>
        {t('run.next.clone')}
      </Button>
      <Button
        component={Link}
        href={`/sweeps/new?around=${run.id}`}
        prefetch={false}
        size="sm"
        variant="default"
      >
        {t('sweep.action.around')}
      </Button>
      {allowed.delete ? (
        <Button
          size="sm"
          variant="subtle"
          color="red"
          className={classes.danger}
          onClick={() => actions.remove(() => router.push('/'))}
        >
          {t('run.next.delete')}
        </Button>
      ) : null}
    </div>
  );
}
