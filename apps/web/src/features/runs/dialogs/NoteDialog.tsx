'use client';

import { limits } from '@laten/shared';
import { Button, Group, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { useTRPCClient } from '../../../trpc/client.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import type { ListedRun } from '../patch-run-pages.ts';
import { useRunActions } from '../use-run-actions.ts';
import classes from './dialogs.module.css';

/** NoteDialog edits the note of a run. Should another one have been stored meanwhile, it shows both and loses neither. */
export function NoteDialog({ run, onClose }: { run: ListedRun; onClose: () => void }): ReactNode {
  const client = useTRPCClient();
  const { setNote } = useRunActions(run);
  const [begunFrom, setBegunFrom] = useState(run.note);
  const [text, setText] = useState(run.note);
  const [stored, setStored] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const save = async (expected: string) => {
    setSaving(true);
    const outcome = await setNote(text, expected);
    setSaving(false);
    if (outcome === 'saved') onClose();
    if (outcome !== 'conflict') return;
    const { note } = await client.runs.get.query({ id: run.id });
    setStored(note);
    setBegunFrom(note);
  };
  return (
    <Dialog title={t('note.title', { name: run.name })} onClose={onClose} size={600}>
      <div className={classes.body}>
        <Textarea
          aria-label={t('note.title', { name: run.name })}
          description={t('note.hint')}
          value={text}
          maxLength={limits.noteLength}
          autosize
          minRows={5}
          maxRows={16}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(begunFrom);
          }}
        />
        {stored === null ? null : (
          <div role="alert">
            <p>{t('note.conflict')}</p>
            <p className={classes.stored}>{stored || t('value.none')}</p>
          </div>
        )}
        <Group justify="flex-end" gap="xs">
          {stored === null ? (
            <Button variant="default" onClick={onClose}>
              {t('note.cancel')}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {t('note.conflict.take')}
            </Button>
          )}
          <Button loading={isSaving} onClick={() => void save(begunFrom)}>
            {stored === null ? t('note.save') : t('note.conflict.overwrite')}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}
