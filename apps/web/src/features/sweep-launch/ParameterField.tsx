'use client';

import type { ConfigField, ConfigKey } from '@laten/shared';
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { describeRange } from '../launch/describe-range.ts';
import type { FieldPart } from './field-part.ts';
import { findFieldChange } from './find-draft-changes.ts';
import { ListFields } from './ListFields.tsx';
import { Marked } from './Marked.tsx';
import { beginMode } from './propose-values.ts';
import { RangeFields } from './RangeFields.tsx';
import { type FieldMode, fieldOf, fixedField, presetText } from './sweep-draft.ts';
import classes from './sweep-launch.module.css';
import type { SweepFormState } from './use-sweep-form.ts';

/** ParameterField asks for the values of one key of the config: one for all trials, a list, or a range. */
export function ParameterField({ field, form }: { field: ConfigField; form: SweepFormState }): ReactNode {
  const { key } = field;
  const { draft, source, issues, notices } = form;
  const value = fieldOf(draft, key);
  const errorId = `sweep-${key}-error`;
  const part: FieldPart = {
    field,
    value,
    form,
    errorId,
    onChange: (changed) => form.changeField(key, { ...value, ...changed }),
  };
  const issue = issues.at[key];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out beside its legend
    <div role="group" aria-label={key} className={classes.group}>
      <Marked
        name={key}
        was={findFieldChange(key, { draft, source })}
        origin={form.origin}
        onSetBack={() => form.setBack(key)}
      >
        <div className={classes.parameter}>
          <div className={classes.parameterHead}>
            <span className={classes.key}>{key}</span>
            <ModeChoice part={part} />
          </div>
          <Values part={part} />
          {issue ? (
            <p id={errorId} className={classes.error}>
              {issue}
            </p>
          ) : null}
          {notices.at[key] ? <p className={classes.hint}>{notices.at[key]}</p> : null}
          <p className={classes.hint}>
            {field.description}
            <span className={classes.limits}>{describeLimits(form, field)}</span>
          </p>
        </div>
      </Marked>
    </div>
  );
}

function Values({ part }: { part: FieldPart }): ReactNode {
  if (part.value.mode === 'list') return <ListFields part={part} />;
  return part.value.mode === 'range' ? <RangeFields part={part} /> : <FixedField part={part} />;
}

function ModeChoice({ part: { field, value, form } }: { part: FieldPart }): ReactNode {
  const { key, kind } = field;
  const modes: FieldMode[] =
    kind === 'integer' || kind === 'number' ? ['fixed', 'list', 'range'] : ['fixed', 'list'];
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('sweepLaunch.mode.label', { key })}
      data={modes.map((mode) => ({ value: mode, label: t(`sweepLaunch.mode.${mode}`) }))}
      value={value.mode}
      transitionDuration={0}
      onChange={(mode) => form.changeField(key, beginMode(field, value, mode as FieldMode))}
    />
  );
}

function FixedField({ part: { field, value, form, errorId, onChange } }: { part: FieldPart }): ReactNode {
  const { key, kind } = field;
  const common = {
    'aria-label': key,
    'aria-describedby': form.issues.at[key] ? errorId : undefined,
    error: form.issues.at[key] !== undefined,
    value: value.text,
  };
  if (kind === 'choice' || kind === 'switch') {
    const choices = kind === 'switch' ? ['false', 'true'] : [...field.choices];
    return (
      <NativeSelect
        {...common}
        data={choices}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
    );
  }
  return (
    <TextInput
      {...common}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      placeholder={isOfEachPreset(form, key) ? t('sweepLaunch.each') : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange({ text: event.currentTarget.value })}
    />
  );
}

function isOfEachPreset(form: SweepFormState, key: ConfigKey): boolean {
  return form.draft.fields.preset?.mode === 'list' && presetText(form.draft, key) === '';
}

function describeLimits({ draft }: SweepFormState, field: ConfigField): string {
  if (field.key === 'preset') return '';
  const { preset } = draft.fields;
  return describeRange(field, fieldOf({ fields: { preset: preset ?? fixedField('') } }, field.key).text);
}
