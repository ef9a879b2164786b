'use client';

import { goalOfMetric, metricDefinitions, type SweepGoal, type SweepMethod } from '@laten/shared';
import { Autocomplete, NativeSelect, TextInput, type TextInputProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import launchClasses from '../launch/launch.module.css';
import { findSettingChange, type OwnSetting } from './find-draft-changes.ts';
import { Marked } from './Marked.tsx';
import type { SweepFormState } from './use-sweep-form.ts';

/** HINT_BELOW puts the hint below, so that fields beside each other are on one line. */
export const HINT_BELOW: TextInputProps['inputWrapperOrder'] = ['label', 'input', 'error', 'description'];

const metricNames = metricDefinitions.map(({ name }) => name).filter((name) => !name.endsWith('/*'));
const betterDirection: Readonly<Record<'min' | 'max', SweepGoal>> = { min: 'minimize', max: 'maximize' };

/** SearchFields asks how the search space is tried, and what is looked for. */
export function SearchFields({ form }: { form: SweepFormState }): ReactNode {
  const { draft, issues } = form;
  const isRandom = draft.method === 'random';
  return (
    <fieldset className={launchClasses.group}>
      <legend>{t('sweepLaunch.section.search')}</legend>
      <div className={launchClasses.grid}>
        <Setting form={form} name="method" label={t('sweepLaunch.method')}>
          <NativeSelect
            label={t('sweepLaunch.method')}
            data={(['grid', 'random'] as const).map((value) => ({
              value,
              label: t(`sweepLaunch.method.${value}`),
            }))}
            value={draft.method}
            error={issues.at.method}
            onChange={(event) => form.change({ method: event.currentTarget.value as SweepMethod })}
          />
        </Setting>
        <NumberSetting
          form={form}
          name="runCap"
          label={t(`sweepLaunch.runCap.${draft.method}`)}
          hint={t(`sweepLaunch.runCap.${draft.method}.hint`)}
        />
        <NumberSetting
          form={form}
          name="seeds"
          label={t('sweepLaunch.seeds')}
          hint={t('sweepLaunch.seeds.hint')}
        />
        {isRandom ? (
          <NumberSetting
            form={form}
            name="searchSeed"
            label={t('sweepLaunch.searchSeed')}
            hint={t('sweepLaunch.searchSeed.hint')}
          />
        ) : null}
        <Setting form={form} name="metric" label={t('sweepLaunch.metric')}>
          <Autocomplete
            label={t('sweepLaunch.metric')}
            description={t('sweepLaunch.metric.hint')}
            inputWrapperOrder={HINT_BELOW}
            data={metricNames}
            value={draft.metric}
            error={issues.at.metric}
            onChange={(metric) => form.change({ metric, goal: goalFor(metric, draft.goal) })}
          />
        </Setting>
        <Setting form={form} name="goal" label={t('sweepLaunch.goal')}>
          <NativeSelect
            label={t('sweepLaunch.goal')}
            data={(['minimize', 'maximize'] as const).map((value) => ({
              value,
              label: t(`sweepLaunch.goal.${value}`),
            }))}
            value={draft.goal}
            error={issues.at.goal}
            onChange={(event) => form.change({ goal: event.currentTarget.value as SweepGoal })}
          />
        </Setting>
      </div>
    </fieldset>
  );
}

/** A metric that has a better direction brings it along. */
function goalFor(metric: string, goal: SweepGoal): SweepGoal {
  const direction = goalOfMetric(metric);
  return direction === 'none' ? goal : betterDirection[direction];
}

/** NumberSetting asks for a number of the sweep's own, as text. */
export function NumberSetting({
  form,
  name,
  label,
  hint,
}: {
  form: SweepFormState;
  name: 'runCap' | 'seeds' | 'searchSeed' | 'retries' | 'lost' | 'priority';
  label: string;
  hint: string;
}): ReactNode {
  return (
    <Setting form={form} name={name} label={label}>
      <TextInput
        label={label}
        description={hint}
        inputWrapperOrder={HINT_BELOW}
        inputMode={name === 'priority' ? 'text' : 'numeric'}
        autoComplete="off"
        value={form.draft[name]}
        error={form.issues.at[name]}
        onChange={(event) => form.change({ [name]: event.currentTarget.value })}
      />
    </Setting>
  );
}

/** Setting marks a setting of the sweep that differs from the one it was cloned from. */
export function Setting({
  form,
  name,
  label,
  children,
}: {
  form: SweepFormState;
  name: OwnSetting;
  label: string;
  children: ReactNode;
}): ReactNode {
  const { draft, source, origin } = form;
  const was = origin.kind === 'clone' ? findSettingChange(name, { draft, source }) : null;
  return (
    <Marked name={label} was={was} origin={origin} onSetBack={() => form.change({ [name]: source[name] })}>
      {children}
    </Marked>
  );
}
