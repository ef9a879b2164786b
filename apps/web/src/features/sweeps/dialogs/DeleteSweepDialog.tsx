'use client';

import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { useTRPC } from '../../../trpc/client.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import classes from '../../../ui/dialog-body.module.css';
import { messageOfError } from '../../../ui/ErrorState.tsx';
import { WhatGoes, WhatGoesSkeleton } from '../../runs/dialogs/WhatGoes.tsx';
import type { SweepDetail } from '../sweep-types.ts';
import { useSweepActions } from '../use-sweep-actions.ts';
import { useSweepDeletion } from '../use-sweep-deletion.ts';

/** DeleteSweepDialog says what a deletion takes with it, and refuses a sweep whose trials still train. */
export function DeleteSweepDialog({
  sweep,
  onDeleted,
  onClose,
}: {
  sweep: SweepDetail;
  onDeleted: () => void;
  onClose: () => void;
}): ReactNode {
  const deleteSweep = useSweepDeletion();
  const [isDeleting, setDeleting] = useState(false);
  const preview = useTRPC().sweeps.deletionPreview.queryOptions({ id: sweep.id });
  const { data, error } = useQuery({ ...preview, staleTime: 0 });
  const running = sweep.counts.RUNNING;
  const confirm = async () => {
    setDeleting(true);
    if (!(await deleteSweep(sweep))) return setDeleting(false);
    onClose();
    onDeleted();
  };
  return (
    <Dialog title={t('sweep.delete.title', { name: sweep.name })} onClose={onClose}>
      <div className={classes.body}>
        <p>{t('sweep.delete.goes')}</p>
        {error ? <p role="alert">{messageOfError(error)}</p> : null}
        {!data && !error ? <WhatGoesSkeleton /> : null}
        {data && data.runs > 0 ? <WhatGoes preview={data} /> : null}
        {running > 0 ? <StillRunning sweep={sweep} /> : null}
        <p className={classes.hint}>{t('deletion.undo')}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('deletion.keep')}
          </Button>
          <Button color="red.9" loading={isDeleting} disabled={running > 0} onClick={() => void confirm()}>
            {t('deletion.confirm')}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}

function StillRunning({ sweep }: { sweep: SweepDetail }): ReactNode {
  const { allowed, cancel } = useSweepActions(sweep);
  const running = sweep.counts.RUNNING;
  return (
    <div className={classes.refusal}>
      <p role="status">
        {running === 1
          ? t('sweep.delete.running.one')
          : t('sweep.delete.running.other', { count: formatCount(running) })}
      </p>
      {allowed.cancel ? (
        <Button variant="default" size="compact-sm" onClick={() => cancel('now')}>
          {t('sweep.delete.cancelFirst')}
        </Button>
      ) : null}
    </div>
  );
}
