'use client';

import { limits } from '@laten/shared';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import type { RunActions } from '../../runs/use-run-actions.ts';
import classes from './head.module.css';

/** RunTitle is the name of a run, which can be changed where it stands: Enter stores it, Escape does not. */
export function RunTitle({ name, actions }: { name: string; actions: RunActions }): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const store = () => {
    const newName = draft?.trim() ?? '';
    setDraft(null);
    if (newName !== '' && newName !== name) void actions.rename(newName);
  };
  return (
    <h1 className={classes.title}>
      {draft === null ? (
        <>
          {name}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            className={classes.rename}
            aria-label={t('run.name.edit')}
            title={t('run.name.edit')}
            onClick={() => setDraft(name)}
          >
            <IconPencil size={15} />
          </ActionIcon>
        </>
      ) : (
        <TextInput
          autoFocus
          size="md"
          className={classes.nameInput}
          maxLength={limits.runNameLength}
          aria-label={t('run.name.label')}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={store}
          onKeyDown={(event) => {
            if (event.key === 'Enter') store();
            if (event.key === 'Escape') setDraft(null);
          }}
        />
      )}
    </h1>
  );
}
