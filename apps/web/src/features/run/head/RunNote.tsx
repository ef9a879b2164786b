'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { NoteEditor } from '../../runs/note/NoteEditor.tsx';
import type { RunActions } from '../../runs/use-run-actions.ts';
import type { RunDetail } from '../prepare-run.ts';
import classes from './head.module.css';

/** RunNote shows what people wrote about a run, and lets them write. A note that was changed elsewhere is not overwritten. */
export function RunNote({ run, actions }: { run: RunDetail; actions: RunActions }): ReactNode {
  const [isEditing, setEditing] = useState(false);
  if (!isEditing) return <StoredNote note={run.note} onEdit={() => setEditing(true)} />;
  return (
    <div className={classes.noteEditor}>
      <NoteEditor run={run} actions={actions} onClose={() => setEditing(false)} />
    </div>
  );
}

function StoredNote({ note, onEdit }: { note: string; onEdit: () => void }): ReactNode {
  return (
    <div className={classes.note}>
      {note ? <p>{note}</p> : null}
      <Button variant="subtle" color="gray" size="compact-sm" className={classes.quiet} onClick={onEdit}>
        {note ? t('run.note.edit') : t('run.note.add')}
      </Button>
    </div>
  );
}
