'use client';

import { type ConfigField, type ConfigKey, describeFields, presetNames } from '@laten/shared';
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './launch.module.css';
import { basicKeys, isOffered, shownText } from './launch-model.ts';
import type { OpenLaunch } from './launch-store.ts';
import { SettingField } from './SettingField.tsx';
import type { LaunchFormState } from './use-launch-draft.ts';

const fields = new Map(describeFields().map((field) => [field.key, field]));

type Props = { readonly launch: OpenLaunch; readonly form: LaunchFormState };

/** SettingFields asks for the config: the preset, what people change most, and the rest behind a fold. */
export function SettingFields({ launch, form }: Props): ReactNode {
  const { draft, changes, issues, defaultThreads } = form;
  const architecture = shownText(draft, 'architecture', defaultThreads);
  const rest = [...fields.values()].filter(
    (field) => isOffered(field, architecture) && !basicKeys.includes(field.key),
  );
  const inRest = (key: string) => rest.some((field) => field.key === key);
  const changedCount = changes.filter(({ key }) => inRest(key)).length;
  return (
    <>
      <fieldset className={classes.group}>
        <legend>{t('launch.section.model')}</legend>
        <NativeSelect
          label={t('launch.preset')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          description={fields.get('preset')?.description}
          data={presetNames}
          value={draft.preset}
          error={issues.preset}
          data-autofocus
          onChange={(event) => form.change({ preset: event.currentTarget.value })}
        />
        <FieldGrid launch={launch} form={form} fields={basicKeys.flatMap((key) => fields.get(key) ?? [])} />
      </fieldset>
      <details className={classes.more} open={Object.keys(issues).some(inRest) || undefined}>
        <summary>
          {changedCount > 0
            ? t('launch.section.more.changed', { count: changedCount })
            : t('launch.section.more')}
        </summary>
        <FieldGrid launch={launch} form={form} fields={rest} />
      </details>
    </>
  );
}

function FieldGrid({ launch, form, fields: shown }: Props & { fields: readonly ConfigField[] }): ReactNode {
  const was = new Map<ConfigKey, string>(form.changes.map((change) => [change.key, change.was]));
  return (
    <div className={classes.grid}>
      {shown.map((field) => (
        <SettingField
          key={field.key}
          field={field}
          form={form}
          was={was.get(field.key) ?? null}
          side={launch.kind === 'new' ? 'preset' : 'original'}
        />
      ))}
    </div>
  );
}
