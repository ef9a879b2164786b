'use client';

import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { useExperiments } from '../experiments/use-experiments.ts';
import launchClasses from '../launch/launch.module.css';
import { HINT_BELOW } from './SearchFields.tsx';
import type { SweepFormState } from './use-sweep-form.ts';

/** SweepLabelFields asks what people call the sweep, where it belongs, and what they note on it. */
export function SweepLabelFields({ form }: { form: SweepFormState }): ReactNode {
  const { draft, issues, plan } = form;
  const experiments = useExperiments();
  return (
    <fieldset className={launchClasses.group}>
      <legend>{t('sweepLaunch.section.labels')}</legend>
      <div className={launchClasses.grid}>
        <TextInput
          label={t('launch.name')}
          description={t('launch.name.hint')}
          inputWrapperOrder={HINT_BELOW}
          placeholder={plan.plan?.name}
          value={draft.name}
          error={issues.at.name}
          onChange={(event) => form.change({ name: event.currentTarget.value })}
        />
        <Autocomplete
          label={t('launch.experiment')}
          description={t('launch.experiment.hint')}
          inputWrapperOrder={HINT_BELOW}
          data={experiments?.map(({ name }) => name) ?? []}
          value={draft.experiment}
          error={issues.at.experiment}
          onChange={(experiment) => form.change({ experiment })}
        />
      </div>
      <Textarea
        label={t('launch.note')}
        value={draft.note}
        error={issues.at.note}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => form.change({ note: event.currentTarget.value })}
      />
    </fieldset>
  );
}
