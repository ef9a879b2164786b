'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
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
  if (!isEditing) return <StoredNote note={of.note} onEdit={() => setEditing(true)} />;
  return (
    <div className={classes.inPage}>
      <NoteEditor of={of} store={store} onClose={() => setEditing(false)} />
    </div>
  );
}

function StoredNote({ note, onEdit }: { note: string; onEdit: () => void }): ReactNode {
  return (
    <div className={classes.stored}>
      {note ? <p>{note}</p> : null}
      <Button variant="subtle" color="gray" size="compact-sm" className={classes.edit} onClick={onEdit}>
        {note ? t('run.note.edit') : t('run.note.add')}
      </Button>
    </div>
  );
}
