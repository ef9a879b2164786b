'use client';

import type { ReactNode } from 'react';
import { t } from '../../../messages/index.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NoteEditor } from '../note/NoteEditor.tsx';
import type { ListedRun } from '../patch-run-pages.ts';
import { useRunActions } from '../use-run-actions.ts';

/** NoteDialog edits the note of a run of the list. */
export function NoteDialog({ run, onClose }: { run: ListedRun; onClose: () => void }): ReactNode {
  const actions = useRunActions(run);
  return (
    <Dialog title={t('note.title', { name: run.name })} onClose={onClose} size={640}>
      <NoteEditor run={run} actions={actions} onClose={onClose} />
    </Dialog>
  );
}
