'use client';

import type { ConfigField } from '@laten/shared';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import launchClasses from '../launch/launch.module.css';
import { getField, listBasicFields, listFurtherFields } from './offered-fields.ts';
import { ParameterField } from './ParameterField.tsx';
import classes from './sweep-launch.module.css';
import { listChangedKeys, type SweepFormState } from './use-sweep-form.ts';

/** ParameterFields asks for the search space: the preset, what people search most, and the rest behind a fold. */
export function ParameterFields({ form }: { form: SweepFormState }): ReactNode {
  const further = listFurtherFields(form.draft);
  const isFurther = (name: string) => further.some(({ key }) => name === key || name.startsWith(`${key}.`));
  const changedCount = listChangedKeys(form).filter(isFurther).length;
  return (
    <fieldset className={launchClasses.group}>
      <legend>{t('sweepLaunch.section.parameters')}</legend>
      <Grid form={form} fields={[getField('preset'), ...listBasicFields()]} />
      <details className={launchClasses.more} open={Object.keys(form.issues.at).some(isFurther) || undefined}>
        <summary>
          {changedCount > 0
            ? t('sweepLaunch.section.more.changed', { count: changedCount })
            : t('sweepLaunch.section.more')}
        </summary>
        <Grid form={form} fields={further} />
      </details>
    </fieldset>
  );
}

function Grid({ form, fields }: { form: SweepFormState; fields: readonly ConfigField[] }): ReactNode {
  return (
    <div className={classes.parameters}>
      {fields.map((field) => (
        <ParameterField key={field.key} field={field} form={form} />
      ))}
    </div>
  );
}
