'use client';

import { Button, Group, MultiSelect, TagsInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { useTRPCClient } from '../../../trpc/client.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import classes from '../../../ui/dialog-body.module.css';
import { messageOfError } from '../../../ui/ErrorState.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import type { ListedRun } from '../patch-run-pages.ts';
import { useCachedRuns } from '../use-cached-runs.ts';

/** TagDialog adds tags to several runs and takes others away. */
export function TagDialog({ runs, onClose }: { runs: readonly ListedRun[]; onClose: () => void }): ReactNode {
  const client = useTRPCClient();
  const cached = useCachedRuns();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const present = [...new Set(runs.flatMap((run) => run.tags))].sort();
  const ids = runs.map((run) => run.id);
  const apply = async () => {
    try {
      const { changed } = await client.runs.tagMany.mutate({ ids, add, remove });
      void cached.refresh(ids);
      const count = changed.length;
      showToast({
        message: count === 1 ? t('tagging.done.one') : t('tagging.done.other', { count: formatCount(count) }),
      });
      onClose();
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
    }
  };
  const title =
    runs.length === 1
      ? t('tagging.title.one')
      : t('tagging.title.other', { count: formatCount(runs.length) });
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={classes.body}>
        <TagsInput
          label={t('tagging.add')}
          description={t('tagging.add.hint')}
          value={add}
          onChange={setAdd}
          data-autofocus
          acceptValueOnBlur
        />
        {present.length > 0 ? (
          <MultiSelect label={t('tagging.remove')} data={present} value={remove} onChange={setRemove} />
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button disabled={add.length + remove.length === 0} onClick={() => void apply()}>
            {t('tagging.apply')}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}
