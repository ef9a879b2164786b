'use client';

import { Checkbox, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import type { FieldPart } from './field-part.ts';
import { joinList, separatorOf, splitList } from './sweep-draft.ts';
import classes from './sweep-launch.module.css';

/** ListFields asks for the values that are tried: typed, or ticked where there are only some to choose from. */
export function ListFields({ part }: { part: FieldPart }): ReactNode {
  const { field, value, form } = part;
  const isChoice = field.kind === 'choice' || field.kind === 'switch';
  const hasProbabilities = form.draft.method === 'random' || value.probabilities !== '';
  return (
    <>
      {isChoice ? <TickedList part={part} /> : <TypedList part={part} />}
      {hasProbabilities ? <Probabilities part={part} /> : null}
    </>
  );
}

function TypedList({ part: { field, value, form, errorId, onChange } }: { part: FieldPart }): ReactNode {
  const { key } = field;
  const separator = separatorOf(key);
  return (
    <TextInput
      aria-label={t('sweepLaunch.list', { key })}
      aria-describedby={form.issues.at[key] ? errorId : undefined}
      error={form.issues.at[key] !== undefined}
      value={value.list}
      placeholder={t('sweepLaunch.list.hint', { separator })}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange({ list: event.currentTarget.value })}
    />
  );
}

function TickedList({ part: { field, value, onChange } }: { part: FieldPart }): ReactNode {
  const { key, kind } = field;
  const choices = kind === 'switch' ? ['false', 'true'] : field.choices;
  const chosen = splitList(key, value.list);
  return (
    <Checkbox.Group
      aria-label={t('sweepLaunch.list', { key })}
      value={chosen}
      onChange={(values) =>
        onChange({
          list: joinList(
            key,
            choices.filter((choice) => values.includes(choice)),
          ),
        })
      }
    >
      <Group gap="sm">
        {choices.map((choice) => (
          <Checkbox key={choice} size="xs" value={choice} label={choice} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function Probabilities({ part: { field, value, form, onChange } }: { part: FieldPart }): ReactNode {
  const { key } = field;
  const issue = form.issues.at[`${key}.probabilities`];
  return (
    <details className={classes.fold} open={value.probabilities !== '' || issue !== undefined || undefined}>
      <summary>{t('sweepLaunch.more')}</summary>
      <TextInput
        label={t('sweepLaunch.probabilities.short')}
        aria-label={t('sweepLaunch.probabilities', { key })}
        description={t('sweepLaunch.probabilities.hint')}
        error={issue}
        value={value.probabilities}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange({ probabilities: event.currentTarget.value })}
      />
    </details>
  );
}
