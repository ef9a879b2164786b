'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import { NoteEditor, type NoteStore } from './NoteEditor.tsx';
import classes from './note-editor.module.css';

/** EditableNote shows what people wrote about a run or a sweep, and lets them write where it stands. */
export function EditableNote({
  of,
  store,
}: {
  of: { readonly id: string; readonly note: string };
  store: NoteStore;
}): ReactNode {
  const [isEditing, setEditing] = useState(false);
  const focusKept = useFocusKept<HTMLDivElement>();
  return (
    <div className={isEditing ? classes.inPage : classes.stored} {...focusKept}>
      {isEditing ? (
        <NoteEditor of={of} store={store} onClose={() => setEditing(false)} />
      ) : (
        <StoredNote note={of.note} onEdit={() => setEditing(true)} />
      )}
    </div>
  );
}

function StoredNote({ note, onEdit }: { note: string; onEdit: () => void }): ReactNode {
  return (
    <>
      {note ? <p>{note}</p> : null}
      <Button variant="subtle" color="gray" size="compact-sm" className={classes.edit} onClick={onEdit}>
        {note ? t('run.note.edit') : t('run.note.add')}
      </Button>
    </>
  );
}
