'use client';

import { limits } from '@laten/shared';
import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { useTRPCClient } from '../../../trpc/client.tsx';
import type { RunActions } from '../../runs/use-run-actions.ts';
import type { RunDetail } from '../prepare-run.ts';
import classes from './head.module.css';
import { beginEditing, hasChanges, meetConflict, type NoteEditor, settleConflict } from './note-editor.ts';

/** RunNote shows what people wrote about a run, and lets them write. A note that was changed elsewhere is not overwritten. */
export function RunNote({ run, actions }: { run: RunDetail; actions: RunActions }): ReactNode {
  const client = useTRPCClient();
  const [editor, setEditor] = useState<NoteEditor | null>(null);
  const [saving, setSaving] = useState(false);
  if (!editor) return <StoredNote note={run.note} onEdit={() => setEditor(beginEditing(run.note))} />;

  const save = async (edited: NoteEditor) => {
    setEditor(edited);
    setSaving(true);
    const outcome = await actions.setNote(edited.draft, edited.base);
    if (outcome === 'saved') setEditor(null);
    if (outcome === 'conflict') {
      const stored = await client.runs.get.query({ id: run.id }).catch(() => null);
      if (stored) setEditor(meetConflict(edited, stored.note));
    }
    setSaving(false);
  };
  return editor.theirs === null ? (
    <NoteForm
      editor={editor}
      saving={saving}
      onChange={(draft) => setEditor({ ...editor, draft })}
      onSave={() => (hasChanges(editor) ? void save(editor) : setEditor(null))}
      onDiscard={() => setEditor(null)}
    />
  ) : (
    <NoteConflict
      yours={editor.draft}
      theirs={editor.theirs}
      saving={saving}
      onKeepTheirs={() => setEditor(null)}
      onKeepYours={() => void save(settleConflict(editor, 'keep-yours'))}
      onJoin={() => setEditor(settleConflict(editor, 'join'))}
    />
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

function NoteForm(props: {
  editor: NoteEditor;
  saving: boolean;
  onChange: (draft: string) => void;
  onSave: () => void;
  onDiscard: () => void;
}): ReactNode {
  const { editor, saving, onChange, onSave, onDiscard } = props;
  const saveOnCtrlEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave();
    if (event.key === 'Escape' && !hasChanges(editor)) onDiscard();
  };
  return (
    <div className={classes.noteForm}>
      <Textarea
        autoFocus
        autosize
        minRows={3}
        maxRows={16}
        maxLength={limits.noteLength}
        aria-label={t('run.note')}
        placeholder={t('run.note.placeholder')}
        value={editor.draft}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={saveOnCtrlEnter}
      />
      <div className={classes.buttons}>
        <Button size="compact-sm" loading={saving} onClick={onSave}>
          {t('run.note.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDiscard}>
          {t('run.note.cancel')}
        </Button>
        {hasChanges(editor) ? <span className={classes.hint}>{t('run.note.unsaved')}</span> : null}
      </div>
    </div>
  );
}

function NoteConflict(props: {
  yours: string;
  theirs: string;
  saving: boolean;
  onKeepTheirs: () => void;
  onKeepYours: () => void;
  onJoin: () => void;
}): ReactNode {
  const { yours, theirs, saving, onKeepTheirs, onKeepYours, onJoin } = props;
  return (
    <div className={classes.conflict} role="alert">
      <p>{t('run.note.conflict')}</p>
      <div className={classes.texts}>
        <div>
          <h3>{t('run.note.theirs')}</h3>
          <p>{theirs || t('value.none')}</p>
          <Button size="compact-sm" variant="default" onClick={onKeepTheirs}>
            {t('run.note.keepTheirs')}
          </Button>
        </div>
        <div>
          <h3>{t('run.note.yours')}</h3>
          <p>{yours || t('value.none')}</p>
          <Button size="compact-sm" variant="default" loading={saving} onClick={onKeepYours}>
            {t('run.note.keepYours')}
          </Button>
        </div>
      </div>
      <Button size="compact-sm" onClick={onJoin}>
        {t('run.note.join')}
      </Button>
    </div>
  );
}
