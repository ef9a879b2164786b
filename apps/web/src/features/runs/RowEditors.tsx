'use client';

import { limits } from '@laten/shared';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import type { ListedRun } from './patch-run-pages.ts';
import type { RunTableRowProps } from './row-props.ts';
import classes from './run-cells.module.css';
import { useRunActions } from './use-run-actions.ts';

/** NameEditor renames a run where its name stands: Enter or leaving it stores, Esc leaves it as it was. */
export function NameEditor({ run, onClose }: { run: ListedRun; onClose: () => void }): ReactNode {
  const { rename } = useRunActions(run);
  return (
    <LineEditor
      label={t('runs.rename', { name: run.name })}
      initial={run.name}
      maxLength={limits.runNameLength}
      onClose={onClose}
      onStore={(name) => {
        if (name && name !== run.name) void rename(name);
      }}
    />
  );
}

/** TagsCell shows the tags of a run, and adds and removes them where they stand. */
export function TagsCell({
  run,
  editing,
  tabIndex,
  onEdit,
  onSetTags,
}: RunTableRowProps & { tabIndex: number }): ReactNode {
  const { name, tags } = run;
  const setTags = (next: readonly string[]) => onSetTags(run, next);
  return (
    <span className={classes.tags}>
      {editing === 'tags' ? (
        <LineEditor
          label={t('runs.tag.new', { name })}
          initial=""
          maxLength={limits.tagLength}
          onClose={() => onEdit(run.id, null)}
          onStore={(tag) => {
            if (tag && !tags.includes(tag)) setTags([...tags, tag]);
          }}
        />
      ) : (
        <>
          {tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              <span className={classes.cut} title={tag}>
                {tag}
              </span>
              <button
                type="button"
                aria-label={t('runs.tag.remove', { tag, name })}
                tabIndex={tabIndex}
                onClick={() => setTags(tags.filter((other) => other !== tag))}
              >
                <IconX size={12} aria-hidden="true" />
              </button>
            </span>
          ))}
          <button
            type="button"
            className={classes.icon}
            data-quiet
            aria-label={t('runs.tag.add', { name })}
            tabIndex={tabIndex}
            onClick={() => onEdit(run.id, 'tags')}
          >
            <IconPlus size={16} stroke={1.6} aria-hidden="true" />
          </button>
        </>
      )}
    </span>
  );
}

/** A field of one line. It gives the focus back to its row when a key closes it. */
function LineEditor({
  label,
  initial,
  maxLength,
  onStore,
  onClose,
}: {
  label: string;
  initial: string;
  maxLength: number;
  onStore: (text: string) => void;
  onClose: () => void;
}): ReactNode {
  const [text, setText] = useState(initial);
  const isDropped = useRef(false);
  return (
    <input
      className={classes.editor}
      aria-label={label}
      value={text}
      maxLength={maxLength}
      // biome-ignore lint/a11y/noAutofocus: it opens on request, where the focus was.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        if (!isDropped.current) onStore(text.trim());
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        isDropped.current = event.key === 'Escape';
        // The field is left, and so closed, when its row takes the focus.
        event.currentTarget.closest('tr')?.focus();
        event.stopPropagation();
      }}
    />
  );
}
