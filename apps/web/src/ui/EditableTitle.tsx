'use client';

import { limits } from '@laten/shared';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { t } from '../messages/index.ts';
import classes from './editable-title.module.css';
import { useFocusKept } from './use-focus-kept.ts';

/** EditableTitle is the name of what a page is about, which can be changed where it stands: Enter stores it, Escape does not. */
export function EditableTitle({
  name,
  label,
  onRename,
}: {
  name: string;
  /** What the field is called. */
  label: string;
  onRename: (name: string) => void;
}): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const focusKept = useFocusKept<HTMLHeadingElement>();
  const store = () => {
    const newName = draft?.trim() ?? '';
    setDraft(null);
    if (newName !== '' && newName !== name) onRename(newName);
  };
  return (
    <h1 className={classes.title} {...focusKept}>
      {draft === null ? (
        <>
          {name}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            className={classes.rename}
            aria-label={t('action.rename')}
            title={t('action.rename')}
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
          aria-label={label}
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
