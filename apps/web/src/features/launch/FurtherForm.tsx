'use client';

import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useCachedRuns } from '../runs/use-cached-runs.ts';
import { describeEstimate } from './describe-estimate.ts';
import { LaunchFooter } from './LaunchFooter.tsx';
import classes from './launch.module.css';
import { MORE_EPOCHS, readEpochs } from './launch-model.ts';
import { closeLaunch, type LaunchSource } from './launch-store.ts';

/** FurtherForm asks to how many epochs a run that has ended is trained. */
export function FurtherForm({
  run,
  onDirty,
}: {
  run: LaunchSource;
  onDirty: (isDirty: boolean) => void;
}): ReactNode {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cached = useCachedRuns();
  const { data: recent } = useQuery(trpc.runs.recentThroughput.queryOptions());
  const first = String(run.config.epochs + MORE_EPOCHS);
  const [text, setText] = useState(first);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const read = readEpochs(text, run);
  const submit = async () => {
    if ('issue' in read) return;
    setSending(true);
    try {
      await client.runs.resume.mutate({ id: run.id, epochs: read.epochs });
      void cached.refresh([run.id]);
      showToast({ message: t('action.queued', { name: run.name }) });
      closeLaunch();
    } catch (error) {
      setRefusal(messageOfError(error));
      setSending(false);
    }
  };
  const estimate =
    'epochs' in read && recent
      ? describeEstimate({ ...run.config, epochs: read.epochs - run.progress.epoch }, recent)
      : null;
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes.fields}>
        <p className={classes.hint}>
          {t('launch.further.done', {
            done: formatCount(run.progress.epoch),
            total: formatCount(run.config.epochs),
          })}
        </p>
        <TextInput
          label={t('launch.further.epochs')}
          inputMode="numeric"
          value={text}
          error={'issue' in read ? read.issue : refusal}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setRefusal(null);
            onDirty(event.currentTarget.value !== first);
          }}
        />
      </div>
      <LaunchFooter
        estimate={estimate}
        submitLabel={t('launch.submit.further')}
        isSending={isSending}
        isBlocked={'issue' in read}
        onSubmit={() => void submit()}
      />
    </form>
  );
}
