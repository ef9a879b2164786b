'use client';

import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useFocusReturn } from '../../../ui/use-focus-return.ts';
import { useIsNarrow } from '../../../ui/use-is-narrow.ts';
import type { ListedRun } from '../patch-run-pages.ts';
import { useRunActions } from '../use-run-actions.ts';
import { NoteEditor } from './NoteEditor.tsx';
import classes from './note-editor.module.css';

const WIDTH_PX = 440;

/** RowNote edits the note of a run at its row in the list; on a phone, where there is no room for that, over the page. */
export function RowNote({ run, onClose }: { run: ListedRun; onClose: () => void }): ReactNode {
  const isNarrow = useIsNarrow();
  const editor = <NoteEditor of={run} store={useRunActions(run)} onClose={onClose} />;
  const title = t('note.title', { name: run.name });
  return isNarrow ? (
    <Dialog title={title} onClose={onClose}>
      {editor}
    </Dialog>
  ) : (
    <AtRow runId={run.id} title={title} onClose={onClose}>
      {editor}
    </AtRow>
  );
}

/** Leaving it by a click keeps what was written: it is there again when the note is opened again. */
function AtRow({
  runId,
  title,
  onClose,
  children,
}: {
  runId: string;
  title: string;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  useFocusReturn();
  const [place] = useState(() => placeOf(runId));
  return (
    <Popover
      opened
      onClose={onClose}
      trapFocus
      position="bottom-end"
      width={WIDTH_PX}
      shadow="md"
      radius="md"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span className={classes.anchor} style={place} />
      </Popover.Target>
      <Popover.Dropdown aria-label={title} aria-labelledby={undefined}>
        <p className={classes.title}>{title}</p>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

function placeOf(runId: string): Pick<DOMRect, 'top' | 'left' | 'width' | 'height'> {
  const row = document.querySelector(`[data-run="${runId}"]`)?.getBoundingClientRect();
  return { top: row?.top ?? 0, left: row?.left ?? 0, width: row?.width ?? 0, height: row?.height ?? 0 };
}
