'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { formOf, listDistributions } from './distributions.ts';
import type { FieldPart } from './field-part.ts';
import type { Distribution } from './sweep-draft.ts';
import classes from './sweep-launch.module.css';

/** RangeFields asks how the values of a range are spread, and for its ends. */
export function RangeFields({ part }: { part: FieldPart }): ReactNode {
  const { field, value, onChange } = part;
  const { key } = field;
  const { ends, hasStep } = formOf(value.distribution);
  return (
    <div className={classes.rangeFields}>
      <NativeSelect
        aria-label={t('sweepLaunch.distribution.label', { key })}
        className={classes.distribution}
        data={listDistributions(field)}
        value={value.distribution}
        onChange={(event) => onChange({ distribution: event.currentTarget.value as Distribution })}
      />
      <End part={part} name="from" label={t(`sweepLaunch.from.${ends}`)} />
      <End part={part} name="to" label={t(`sweepLaunch.to.${ends}`)} />
      {hasStep ? <End part={part} name="step" label={t('sweepLaunch.step')} /> : null}
    </div>
  );
}

function End({
  part: { field, value, form, onChange },
  name,
  label,
}: {
  part: FieldPart;
  name: 'from' | 'to' | 'step';
  label: string;
}): ReactNode {
  const { key } = field;
  return (
    <TextInput
      label={label}
      aria-label={t('sweepLaunch.part', { key, part: label })}
      inputMode="text"
      error={form.issues.at[`${key}.${name}`]}
      value={value[name]}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
}
