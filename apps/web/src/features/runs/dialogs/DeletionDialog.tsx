'use client';

import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { useRunChange } from '../../../live/use-live.ts';
import { t } from '../../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import classes from '../../../ui/dialog-body.module.css';
import { messageOfError } from '../../../ui/ErrorState.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { closeDeletion, type DeletionRequest } from '../deletion-store.ts';
import { useDeletion } from '../use-deletion.ts';
import { WhatGoes, WhatGoesSkeleton } from './WhatGoes.tsx';

/** DeletionDialog says what a deletion takes with it, and refuses runs that still train. */
export function DeletionDialog({ request }: { request: DeletionRequest }): ReactNode {
  const { ids, name, onDeleted } = request;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const preview = trpc.runs.deletionPreview.queryOptions({ ids: [...ids] });
  const { data, error } = useQuery({ ...preview, staleTime: 0 });
  const deleteRuns = useDeletion();
  const [isDeleting, setDeleting] = useState(false);
  useRunChange(null, ({ runId }) => {
    if (ids.includes(runId)) void queryClient.invalidateQueries({ queryKey: preview.queryKey });
  });
  const confirm = async () => {
    setDeleting(true);
    const going = ids.filter((id) => !data?.running.includes(id));
    const answered = await deleteRuns(going);
    if (!answered) return setDeleting(false);
    closeDeletion();
    onDeleted?.();
  };
  const title =
    ids.length === 1
      ? t('deletion.title.one', { name })
      : t('deletion.title.other', { count: formatCount(ids.length) });
  return (
    <Dialog title={title} onClose={closeDeletion}>
      <div className={classes.body}>
        {error ? <p role="alert">{messageOfError(error)}</p> : null}
        {!data && !error ? <WhatGoesSkeleton /> : null}
        {data && data.running.length > 0 ? <StillRunning ids={data.running} /> : null}
        {data && data.runs > 0 ? <WhatGoes preview={data} /> : null}
        <p className={classes.hint}>{t('deletion.undo')}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={closeDeletion} data-autofocus>
            {t('deletion.keep')}
          </Button>
          <Button
            color="red.9"
            loading={isDeleting}
            disabled={!data || data.runs === 0}
            onClick={() => void confirm()}
          >
            {t('deletion.confirm')}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}

function StillRunning({ ids }: { ids: readonly string[] }): ReactNode {
  const client = useTRPCClient();
  const [isAsked, setAsked] = useState(false);
  const cancelAll = () => {
    setAsked(true);
    Promise.all(ids.map((id) => client.runs.cancel.mutate({ id }))).catch((error: unknown) => {
      setAsked(false);
      showToast({ message: messageOfError(error), tone: 'error' });
    });
  };
  const one = ids.length === 1;
  return (
    <div className={classes.refusal}>
      <p>{one ? t('deletion.running.one') : t('deletion.running.other', { count: ids.length })}</p>
      <Button variant="default" size="compact-sm" loading={isAsked} onClick={cancelAll}>
        {one ? t('deletion.cancelFirst.one') : t('deletion.cancelFirst.other')}
      </Button>
    </div>
  );
}
