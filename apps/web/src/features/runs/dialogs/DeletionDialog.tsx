'use client';

import { Button, Group, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatBytes, formatCount } from '../../../format/format-values.ts';
import { useRunChange } from '../../../live/use-live.ts';
import { t } from '../../../messages/index.ts';
import { type RouterOutputs, useTRPC, useTRPCClient } from '../../../trpc/client.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { messageOfError } from '../../../ui/ErrorState.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { closeDeletion, type DeletionRequest } from '../deletion-store.ts';
import { useDeletion } from '../use-deletion.ts';
import classes from './dialogs.module.css';

/** DeletionDialog says what a deletion takes with it, and refuses runs that still train. */
export function DeletionDialog({ request }: { request: DeletionRequest }): ReactNode {
  const { ids, onDeleted } = request;
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
      ? t('deletion.title.one')
      : t('deletion.title.other', { count: formatCount(ids.length) });
  return (
    <Dialog title={title} onClose={closeDeletion}>
      <div className={classes.body}>
        {error ? <p role="alert">{messageOfError(error)}</p> : null}
        {!data && !error ? <PreviewSkeleton /> : null}
        {data ? <Preview preview={data} /> : null}
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

type DeletionPreview = RouterOutputs['runs']['deletionPreview'];

function Preview({ preview }: { preview: DeletionPreview }): ReactNode {
  const { runs, points, artifacts, bytesFreed, running } = preview;
  return (
    <>
      {running.length > 0 ? <StillRunning ids={running} /> : null}
      {runs > 0 ? (
        <div>
          <p>{t('deletion.goes')}</p>
          <ul className={classes.goes}>
            <li>{runs === 1 ? t('runs.count.one') : t('runs.count.other', { count: formatCount(runs) })}</li>
            <li>
              {points === 1
                ? t('deletion.points.one')
                : t('deletion.points.other', { points: formatCount(points) })}
            </li>
            {artifacts > 0 ? (
              <li>
                {artifacts === 1
                  ? t('deletion.artifacts.one')
                  : t('deletion.artifacts.other', { artifacts: formatCount(artifacts) })}
              </li>
            ) : null}
            {bytesFreed > 0 ? <li>{t('deletion.bytes', { size: formatBytes(bytesFreed) })}</li> : null}
          </ul>
        </div>
      ) : null}
    </>
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

function PreviewSkeleton(): ReactNode {
  return (
    <div role="status" aria-label={t('deletion.counting')} className={classes.skeleton}>
      {['goes', 'runs', 'points', 'artifacts', 'bytes'].map((line) => (
        <Skeleton key={line} height={14} width={line === 'goes' ? '30%' : '70%'} />
      ))}
    </div>
  );
}
