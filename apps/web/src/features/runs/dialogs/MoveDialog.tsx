'use client';

import { limits } from '@laten/shared';
import { Autocomplete, Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import classes from '../../../ui/dialog-body.module.css';
import { messageOfError } from '../../../ui/ErrorState.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import type { ListedRun } from '../patch-run-pages.ts';
import { useCachedRuns } from '../use-cached-runs.ts';

/** MoveDialog moves runs to an experiment, which is made when its name is new. */
export function MoveDialog({
  runs,
  onClose,
}: {
  runs: readonly ListedRun[];
  onClose: () => void;
}): ReactNode {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const cached = useCachedRuns();
  const { data: experiments } = useQuery(trpc.experiments.list.queryOptions());
  const [name, setName] = useState('');
  const experiment = name.trim();
  const apply = async () => {
    try {
      await client.runs.moveMany.mutate({ ids: runs.map((run) => run.id), experiment });
      cached.reload();
      void queryClient.invalidateQueries(trpc.experiments.pathFilter());
      showToast({ message: t('moving.done', { experiment }) });
      onClose();
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
    }
  };
  const title =
    runs.length === 1 ? t('moving.title.one') : t('moving.title.other', { count: formatCount(runs.length) });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (experiment) void apply();
        }}
      >
        <Autocomplete
          label={t('moving.target')}
          description={t('moving.hint')}
          data={experiments?.map((one) => one.name) ?? []}
          value={name}
          maxLength={limits.experimentNameLength}
          onChange={setName}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" disabled={!experiment}>
            {t('moving.apply')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
