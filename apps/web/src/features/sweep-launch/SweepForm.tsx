'use client';

import type { SweepIssue } from '@laten/shared';
import { Button } from '@mantine/core';
import { TRPCClientError } from '@trpc/client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useRef, useState } from 'react';
import { z } from 'zod';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { LaunchFooter } from '../launch/LaunchFooter.tsx';
import type { SweepOrigin } from './begin-sweep-draft.ts';
import { describeTrials } from './describe-plan.ts';
import { ParameterFields } from './ParameterFields.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { SearchFields } from './SearchFields.tsx';
import { SweepLabelFields } from './SweepLabelFields.tsx';
import { forgetForm } from './sweep-draft-store.ts';
import classes from './sweep-launch.module.css';
import { type SweepEstimate, useSweepEstimate } from './use-sweep-estimate.ts';
import { type SweepFormState, useSweepForm } from './use-sweep-form.ts';
import { readPriority } from './write-sweep-draft.ts';

// The page's policy forbids code made from text, by which Zod would check faster.
z.config({ jitless: true });

/** SweepForm asks for a search space and all that decides its trials, shows what it makes, and launches it. */
export function SweepForm({ origin }: { origin: SweepOrigin }): ReactNode {
  const form = useSweepForm(origin);
  const { submit, isSending } = useSubmit(form);
  const { plan } = form;
  const isBlocked = form.isUnreadable || (plan.isCurrent && plan.issues.length > 0);
  const trials = plan.plan && describeTrials(plan.plan.trials);
  const estimate = useSweepEstimate(plan.plan);
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {form.isRestored ? <RestoredNotice onStartOver={form.startOver} /> : null}
      <div className={classes.columns}>
        <div className={classes.fields}>
          <SearchFields form={form} />
          <ParameterFields form={form} />
          <PlaceFields form={form} />
          <SweepLabelFields form={form} />
        </div>
        <PlanPanel form={form} estimate={estimate} />
      </div>
      <LaunchFooter
        estimate={describeBriefly(trials, estimate)}
        submitLabel={trials ? t('sweepLaunch.submit.count', { trials }) : t('sweepLaunch.submit')}
        isSending={isSending}
        isBlocked={isBlocked}
        onSubmit={() => void submit()}
      />
    </form>
  );
}

function describeBriefly(trials: string | null, estimate: SweepEstimate | null): string {
  if (trials === null) return t('sweepLaunch.plan.loading');
  return estimate ? t('sweepLaunch.brief', { trials, estimate: estimate.text }) : trials;
}

function RestoredNotice({ onStartOver }: { onStartOver: () => void }): ReactNode {
  return (
    <p className={classes.restored} role="status">
      {t('sweepLaunch.restored')}
      <Button size="compact-sm" variant="default" onClick={onStartOver}>
        {t('sweepLaunch.startOver')}
      </Button>
    </p>
  );
}

function useSubmit(form: SweepFormState): { submit: () => Promise<void>; isSending: boolean } {
  const client = useTRPCClient();
  const router = useRouter();
  const [isSending, setSending] = useState(false);
  // A second click comes before the first has drawn the button anew.
  const sending = useRef(false);
  const { draft, key, file, plan, origin } = form;
  const submit = async () => {
    const priority = readPriority(draft);
    if (sending.current || form.isUnreadable || priority === null) return;
    sending.current = true;
    setSending(true);
    try {
      const { experiment, note } = draft;
      const input = { key, experiment: experiment.trim(), note, priority, file: { ...file } };
      const { id } = await client.sweepLaunch.create.mutate(input);
      forgetForm(origin);
      if (plan.plan) {
        const { name, trials } = plan.plan;
        showToast({ message: t('sweepLaunch.launched', { name, trials: describeTrials(trials) }) });
      }
      router.push(`/sweeps/${id}`);
    } catch (error) {
      form.refuse(issuesOfRefusal(error));
      setSending(false);
      sending.current = false;
    }
  };
  return { submit, isSending };
}

/** What the server found wrong, by its place in the file; what has no place is said above. */
function issuesOfRefusal(error: unknown): SweepIssue[] {
  const issues = error instanceof TRPCClientError ? (error.data?.issues as ServerIssues) : null;
  if (!issues || issues.length === 0) return [{ path: [], message: messageOfError(error) }];
  return issues.map(({ key, message }) => ({ path: key?.split('.') ?? [], message }));
}

type ServerIssues = readonly { readonly key: string | null; readonly message: string }[] | null | undefined;
