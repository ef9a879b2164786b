'use client';

import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { withStorage } from '../../ui/with-storage.ts';
import { useCachedRuns } from '../runs/use-cached-runs.ts';
import { describeEstimate } from './describe-estimate.ts';
import { LabelFields } from './LabelFields.tsx';
import { LaunchFooter } from './LaunchFooter.tsx';
import classes from './launch.module.css';
import { blocksStart, type LaunchIssues, suggestName } from './launch-model.ts';
import { closeLaunch, type OpenLaunch } from './launch-store.ts';
import { SettingFields } from './SettingFields.tsx';
import { type LaunchFormState, useLaunchDraft } from './use-launch-draft.ts';

const STAY_KEY = 'laten.launch.stay';

/** LaunchForm asks for the settings and labels of a new run, and queues it. */
export function LaunchForm({
  launch,
  onDirty,
}: {
  launch: OpenLaunch;
  onDirty: (isDirty: boolean) => void;
}): ReactNode {
  const form = useLaunchDraft(launch);
  const { issues, isDirty } = form;
  const [opensPage, setOpensPage] = useState(
    () => withStorage((storage) => storage.getItem(STAY_KEY)) === null,
  );
  const { submit, isSending } = useSubmit({ launch, form, opensPage });
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
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
        {issues.form ? (
          <p key={issues.form} className={classes.refusal} role="alert" ref={bringIntoView}>
            {issues.form}
          </p>
        ) : null}
        <Differences launch={launch} form={form} />
        <SettingFields launch={launch} form={form} />
        <LabelFields launch={launch} form={form} />
      </div>
      <LaunchFooter
        estimate={useEstimate(form)}
        submitLabel={launch.kind === 'clone' ? t('launch.submit.clone') : t('launch.submit')}
        isSending={isSending}
        isBlocked={blocksStart(issues, form)}
        onSubmit={() => void submit()}
      >
        <Checkbox
          size="xs"
          label={t('launch.openAfter')}
          checked={opensPage}
          onChange={(event) => {
            const opens = event.currentTarget.checked;
            setOpensPage(opens);
            withStorage((storage) =>
              opens ? storage.removeItem(STAY_KEY) : storage.setItem(STAY_KEY, 'true'),
            );
          }}
        />
      </LaunchFooter>
    </form>
  );
}

/** What went wrong is said above the fields, which may be scrolled away. */
function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** What differs from the preset, or from the run that is cloned, in one line. */
function Differences({ launch, form }: { launch: OpenLaunch; form: LaunchFormState }): ReactNode {
  const side = launch.kind === 'new' ? 'preset' : 'original';
  const keys = form.changes.map(({ key }) => key).join(', ');
  return (
    <p className={classes.hint} role="status">
      {keys ? t(`launch.changes.${side}`, { keys }) : t(`launch.changes.none.${side}`)}
    </p>
  );
}

function useEstimate({ config }: LaunchFormState): string | null {
  const trpc = useTRPC();
  const { data: recent } = useQuery(trpc.runs.recentThroughput.queryOptions());
  return config && recent ? describeEstimate(config, recent) : null;
}

function useSubmit({
  launch,
  form,
  opensPage,
}: {
  launch: OpenLaunch;
  form: LaunchFormState;
  opensPage: boolean;
}): { submit: () => Promise<void>; isSending: boolean } {
  const client = useTRPCClient();
  const router = useRouter();
  const cached = useCachedRuns();
  const [isSending, setSending] = useState(false);
  const { config, overrides, draft, issues } = form;
  const submit = async () => {
    if (config === null || blocksStart(issues, form) || isSending) return;
    setSending(true);
    const original = launch.kind === 'new' ? null : launch.run;
    const name = draft.name.trim() || suggestName(config, original);
    const { preset, tags, note } = draft;
    try {
      const { id } = await client.runs.create.mutate({
        id: launch.runId,
        experiment: draft.experiment.trim(),
        name,
        tags: [...tags],
        note,
        preset,
        overrides,
        ...(original ? { clonedFrom: original.id } : {}),
      });
      closeLaunch();
      cached.reload();
      const open = () => router.push(`/runs/${id}`);
      showToast({
        message: t('launch.queued', { name }),
        ...(opensPage ? {} : { action: { label: t('launch.open'), run: open } }),
      });
      if (opensPage) open();
    } catch (error) {
      form.refuse(issuesOfRefusal(error));
      setSending(false);
    }
  };
  return { submit, isSending };
}

/** What the server found wrong, by field; what belongs to none is said above the fields. */
function issuesOfRefusal(error: unknown): LaunchIssues {
  const issues = error instanceof TRPCClientError ? (error.data?.issues as ServerIssues) : null;
  if (!issues || issues.length === 0) return { form: messageOfError(error) };
  return Object.fromEntries(issues.map(({ key, message }) => [key ?? 'form', message]));
}

type ServerIssues = readonly { readonly key: string | null; readonly message: string }[] | null | undefined;
