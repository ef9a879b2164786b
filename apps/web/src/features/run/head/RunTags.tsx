'use client';

import { limits } from '@laten/shared';
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import type { RunActions } from '../../runs/use-run-actions.ts';
import classes from './head.module.css';

/** RunTags shows the tags of a run; each can be taken off, and new ones put on. */
export function RunTags({ tags, actions }: { tags: readonly string[]; actions: RunActions }): ReactNode {
  const focusKept = useFocusKept<HTMLUListElement>();
  return (
    <ul className={classes.tags} aria-label={t('run.tags.label')} {...focusKept}>
      {tags.map((tag) => (
        <li key={tag} className={classes.tag}>
          {tag}
          <UnstyledButton
            aria-label={t('run.tags.remove', { tag })}
            title={t('run.tags.remove', { tag })}
            onClick={() => void actions.setTags(tags.filter((other) => other !== tag))}
          >
            <IconX size={12} />
          </UnstyledButton>
        </li>
      ))}
      {tags.length < limits.tagsPerRun ? (
        <li>
          <AddTag onAdd={(tag) => void actions.setTags([...new Set([...tags, tag])])} />
        </li>
      ) : null}
    </ul>
  );
}

function AddTag({ onAdd }: { onAdd: (tag: string) => void }): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        className={classes.quiet}
        onClick={() => setDraft('')}
      >
        {t('run.tags.add')}
      </Button>
    );
  }
  const add = (then: string | null) => {
    const tag = draft.trim();
    setDraft(then);
    if (tag !== '') onAdd(tag);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add('');
    }
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <TextInput
      autoFocus
      size="xs"
      className={classes.tagInput}
      maxLength={limits.tagLength}
      aria-label={t('run.tags.add')}
      placeholder={t('run.tags.placeholder')}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => add(null)}
      onKeyDown={onKeyDown}
    />
  );
}
