'use client';

import { limits } from '@laten/shared';
import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { findDraft, forgetDraft, keepDraft } from './kept-drafts.ts';
import { beginEditing, hasChanges, meetConflict, type NoteDraft, settleConflict } from './note-draft.ts';
import classes from './note-editor.module.css';

/** What became of an edited note. `conflict`: another one was stored meanwhile, and it was kept. */
type NoteOutcome = 'saved' | 'conflict' | 'failed';

/** NoteStore stores the note of a run or of a sweep, and reads it again. */
export type NoteStore = {
  /** setNote stores a note, unless another one than `expectedNote` is stored by now. */
  setNote(note: string, expectedNote: string): Promise<NoteOutcome>;
  /** readNote returns what is stored now. */
  readNote(): Promise<string>;
};

/**
 * NoteEditor edits the note of a run or of a sweep, from what was left unsaved if there is such. Should another one have
 * been stored meanwhile, it shows both and loses neither.
 */
export function NoteEditor({
  of,
  store,
  onClose: close,
}: {
  of: { readonly id: string; readonly note: string };
  store: NoteStore;
  onClose: () => void;
}): ReactNode {
  const [note, setNote] = useState(() => findDraft(of.id) ?? beginEditing(of.note));
  const [isSaving, setSaving] = useState(false);
  useEffect(() => keepDraft(of.id, note), [of.id, note]);
  const onClose = () => {
    forgetDraft(of.id);
    close();
  };
  const save = async (edited: NoteDraft) => {
    setNote(edited);
    setSaving(true);
    const outcome = await store.setNote(edited.draft, edited.base);
    if (outcome === 'saved') return onClose();
    if (outcome === 'conflict') {
      const stored = await store.readNote().catch(() => null);
      const met = stored === null ? edited : meetConflict(edited, stored);
      if (met === null) return onClose();
      setNote(met);
    }
    setSaving(false);
  };
  return note.theirs === null ? (
    <NoteForm
      note={note}
      isSaving={isSaving}
      onChange={(draft) => setNote({ ...note, draft })}
      onSave={() => (hasChanges(note) ? void save(note) : onClose())}
      onDiscard={onClose}
    />
  ) : (
    <NoteConflict
      yours={note.draft}
      theirs={note.theirs}
      isSaving={isSaving}
      onKeepTheirs={onClose}
      onKeepYours={() => void save(settleConflict(note, 'keep-yours'))}
      onJoin={() => setNote(settleConflict(note, 'join'))}
    />
  );
}

function NoteForm(props: {
  note: NoteDraft;
  isSaving: boolean;
  onChange: (draft: string) => void;
  onSave: () => void;
  onDiscard: () => void;
}): ReactNode {
  const { note, isSaving, onChange, onSave, onDiscard } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave();
    if (event.key === 'Escape' && !hasChanges(note)) onDiscard();
  };
  return (
    <div className={classes.form}>
      <Textarea
        autoFocus
        data-autofocus
        autosize
        minRows={3}
        maxRows={16}
        maxLength={limits.noteLength}
        aria-label={t('note.label')}
        placeholder={t('note.placeholder')}
        value={note.draft}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.buttons}>
        <Button size="compact-sm" loading={isSaving} onClick={onSave}>
          {t('note.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDiscard}>
          {t('note.cancel')}
        </Button>
        {hasChanges(note) ? <span className={classes.hint}>{t('note.unsaved')}</span> : null}
      </div>
    </div>
  );
}

function NoteConflict(props: {
  yours: string;
  theirs: string;
  isSaving: boolean;
  onKeepTheirs: () => void;
  onKeepYours: () => void;
  onJoin: () => void;
}): ReactNode {
  const { yours, theirs, isSaving, onKeepTheirs, onKeepYours, onJoin } = props;
  return (
    <div className={classes.conflict} role="alert">
      <p>{t('note.conflict')}</p>
      <div className={classes.texts}>
        <div>
          <h3>{t('note.theirs')}</h3>
          <p>{theirs || t('value.none')}</p>
          <Button size="compact-sm" variant="default" onClick={onKeepTheirs}>
            {t('note.keepTheirs')}
          </Button>
        </div>
        <div>
          <h3>{t('note.yours')}</h3>
          <p>{yours || t('value.none')}</p>
          <Button size="compact-sm" variant="default" loading={isSaving} onClick={onKeepYours}>
            {t('note.keepYours')}
          </Button>
        </div>
      </div>
      <Button size="compact-sm" onClick={onJoin}>
        {t('note.join')}
      </Button>
    </div>
  );
}
