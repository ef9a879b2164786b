'use client';

import { limits } from '@laten/shared';
import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { InlineCode } from '../../ui/InlineCode.tsx';
import launchClasses from '../launch/launch.module.css';
import { useWorkers } from '../runs/use-workers.ts';
import { listLabels } from './describe-plan.ts';
import { HINT_BELOW, NumberSetting, Setting } from './SearchFields.tsx';
import type { SweepFormState } from './use-sweep-form.ts';

/** PlaceFields asks which workers take the trials, when, and what becomes of one that fails. */
export function PlaceFields({ form }: { form: SweepFormState }): ReactNode {
  const workers = useWorkers(true);
  const { draft, issues } = form;
  return (
    <fieldset className={launchClasses.group}>
      <legend>{t('sweepLaunch.section.place')}</legend>
      <div className={launchClasses.grid}>
        <Setting form={form} name="labels" label={t('sweepLaunch.labels')}>
          <TagsInput
            label={t('sweepLaunch.labels')}
            description={t('sweepLaunch.labels.hint')}
            inputWrapperOrder={HINT_BELOW}
            data={listLabels(workers?.workers ?? [])}
            value={[...draft.labels]}
            error={issues.at.labels && <InlineCode text={issues.at.labels} />}
            acceptValueOnBlur
            onChange={(labels) => form.change({ labels })}
          />
        </Setting>
        <NumberSetting
          form={form}
          name="priority"
          label={t('sweepLaunch.priority')}
          hint={t('sweepLaunch.priority.hint', limits.sweepPriority)}
        />
        <NumberSetting
          form={form}
          name="retries"
          label={t('sweepLaunch.retries')}
          hint={t('sweepLaunch.retries.hint')}
        />
        <NumberSetting
          form={form}
          name="lost"
          label={t('sweepLaunch.lost')}
          hint={t('sweepLaunch.lost.hint')}
        />
      </div>
    </fieldset>
  );
}
