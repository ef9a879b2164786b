'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useRef, useState } from 'react';
import { z } from 'zod';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { LaunchFooter } from '../launch/LaunchFooter.tsx';
import type { SweepOrigin } from './begin-sweep-draft.ts';
import { describeTrials } from './describe-plan.ts';
import { launchStateOf } from './launch-state.ts';
import { ParameterFields } from './ParameterFields.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { readRefusal } from './read-refusal.ts';
import { SearchFields } from './SearchFields.tsx';
import { SweepLabelFields } from './SweepLabelFields.tsx';
import { forgetForm } from './sweep-draft-store.ts';
import classes from './sweep-launch.module.css';
import { type SweepEstimate, useSweepEstimate } from './use-sweep-estimate.ts';
import { type SweepFormState, useSweepForm } from './use-sweep-form.ts';
import type { SweepPlan } from './use-sweep-plan.ts';
import { readPriority } from './write-sweep-draft.ts';

// The page's policy forbids code made from text, by which Zod would check faster.
z.config({ jitless: true });

/** SweepForm asks for a search space and all that decides its trials, shows what it makes, and launches it. */
export function SweepForm({ origin }: { origin: SweepOrigin }): ReactNode {
  const form = useSweepForm(origin);
  const { submit, isSending } = useSubmit(form);
  const { plan } = form;
  const state = launchStateOf(form);
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
        estimate={describeBriefly(state === 'counting' ? null : trials, estimate)}
        submitLabel={trials ? t('sweepLaunch.submit.count', { trials }) : t('sweepLaunch.submit')}
        isSending={isSending}
        isBlocked={state === 'refused'}
        isPending={state === 'counting'}
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
    if (sending.current || launchStateOf(form) !== 'ready' || priority === null) return;
    sending.current = true;
    setSending(true);
    try {
      const { experiment, note } = draft;
      const input = { key, experiment: experiment.trim(), note, priority, file: { ...file } };
      const { id } = await client.sweepLaunch.create.mutate(input);
      forgetForm(origin);
      showToast({ message: describeLaunched(plan.plan) });
      router.push(`/sweeps/${id}`);
    } catch (error) {
      const { issues, needsNewKey } = readRefusal(error);
      if (needsNewKey) form.renewKey();
      form.refuse(issues);
      setSending(false);
      sending.current = false;
    }
  };
  return { submit, isSending };
}

/** What was launched is what the plan said: nothing is launched before it is counted, unless it could not be. */
function describeLaunched(plan: SweepPlan | null): string {
  if (!plan) return t('sweepLaunch.launched.uncounted');
  return t('sweepLaunch.launched', { name: plan.name, trials: describeTrials(plan.trials) });
}
