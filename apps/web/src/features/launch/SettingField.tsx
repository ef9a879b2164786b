'use client';

import type { ConfigField } from '@laten/shared';
import { type InputWrapperProps, NativeSelect, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { describeRange } from './describe-range.ts';
import classes from './launch.module.css';
import { shownText } from './launch-model.ts';
import type { LaunchFormState } from './use-launch-draft.ts';

/** The hint stands below, so that fields beside each other are on one line. */
const inputWrapperOrder: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'error', 'description'];

/** SettingField asks for one key of the config, with its range and default beside it, and the mark of a change. */
export function SettingField({
  field,
  form,
  was,
  side,
}: {
  field: ConfigField;
  form: LaunchFormState;
  /** What it is compared with, when it differs. */
  was: string | null;
  side: 'preset' | 'original';
}): ReactNode {
  const { key, kind } = field;
  const { draft, issues, defaultThreads } = form;
  const text = shownText(draft, key, defaultThreads);
  const common = {
    label: key,
    description: <Hint field={field} form={form} />,
    error: issues[key],
  };
  return (
    <div className={classes.field} data-changed={was !== null || undefined}>
      {kind === 'switch' ? (
        <Switch
          {...common}
          size="sm"
          checked={text === 'true'}
          onChange={(event) => form.type(key, String(event.currentTarget.checked))}
        />
      ) : kind === 'choice' ? (
        <NativeSelect
          {...common}
          inputWrapperOrder={inputWrapperOrder}
          data={[...field.choices]}
          value={text}
          onChange={(event) => form.type(key, event.currentTarget.value)}
        />
      ) : (
        <TextInput
          {...common}
          inputWrapperOrder={inputWrapperOrder}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => form.type(key, event.currentTarget.value)}
        />
      )}
      {was === null ? null : (
        <p className={classes.was}>
          {t(`launch.changed.${side}`, { was: was || t('launch.empty') })}
          <button
            type="button"
            aria-label={t('launch.reset', { key, was: was || t('launch.empty') })}
            onClick={() => form.type(key, was)}
          >
            {t('launch.reset.short')}
          </button>
        </p>
      )}
    </div>
  );
}

function Hint({ field, form }: { field: ConfigField; form: LaunchFormState }): ReactNode {
  const { draft, defaultThreads } = form;
  const standard = shownText({ ...draft, texts: {} }, field.key, defaultThreads);
  return (
    <>
      {field.description}
      <span className={classes.range}>{describeRange(field, standard)}</span>
    </>
  );
}
