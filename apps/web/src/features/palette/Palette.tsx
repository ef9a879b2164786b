'use client';

import { limits } from '@laten/shared';
import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../messages/index.ts';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import classes from './palette.module.css';
import { type PaletteGroup, type PaletteItem, stepIndex } from './prepare-palette.ts';
import { type PaletteFindings, usePaletteGroups, useRunOfPage } from './use-palette-groups.ts';
import { useSweepOfPage } from './use-sweep-items.ts';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Palette finds runs and things to do by typing: a field with a list that the arrow keys go through. */
export function Palette({ onClose, onShowKeys }: { onClose: () => void; onShowKeys: () => void }): ReactNode {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const findings = usePaletteGroups(typed, {
    run: useRunOfPage(),
    sweep: useSweepOfPage(),
    onShowKeys,
  });
  const items = findings.groups.flatMap((group) => group.items);
  const index = Math.min(chosen, Math.max(0, items.length - 1));
  const listId = useId();
  useFocusReturn();
  const perform = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by !== undefined) setChosen(stepIndex(index, { by, count: items.length }));
    else if (event.key === 'Enter') perform(items[index]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={640}
      yOffset="12dvh"
      padding={0}
      radius="md"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')}>
        <div className={classes.field}>
          <IconSearch size={18} stroke={1.6} aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-label={t('palette.label')}
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={items.length > 0 ? optionId(listId, index) : undefined}
            placeholder={t('palette.placeholder')}
            maxLength={limits.searchLength}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <PaletteList
          listId={listId}
          groups={findings.groups}
          chosen={index}
          onChoose={setChosen}
          onPerform={perform}
        />
        <p className={classes.foot} role="status">
          {describeFindings(findings, items.length)}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}

function describeFindings({ isSearching, error }: PaletteFindings, count: number): string {
  if (error) return t('palette.failed', { message: messageOfError(error) });
  if (isSearching) return t('palette.searching');
  return count === 0 ? t('palette.nothing') : t('palette.hint');
}

function PaletteList({
  listId,
  groups,
  chosen,
  onChoose,
  onPerform,
}: {
  listId: string;
  groups: readonly PaletteGroup[];
  chosen: number;
  onChoose: (index: number) => void;
  onPerform: (item: PaletteItem) => void;
}): ReactNode {
  let index = -1;
  return (
    <div id={listId} role="listbox" aria-label={t('palette.results')} className={classes.list}>
      {groups.map(({ heading, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list to choose from.
        <div key={heading} role="group" aria-label={heading}>
          <p className={classes.heading} aria-hidden="true">
            {heading}
          </p>
          {items.map((item) => {
            index += 1;
            const own = index;
            return (
              <PaletteOption
                key={item.id}
                id={optionId(listId, own)}
                item={item}
                isChosen={own === chosen}
                onPoint={() => onChoose(own)}
                onPerform={() => onPerform(item)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

function PaletteOption({
  id,
  item,
  isChosen,
  onPoint,
  onPerform,
}: {
  id: string;
  item: PaletteItem;
  isChosen: boolean;
  onPoint: () => void;
  onPerform: () => void;
}): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and the keys; it names this as active.
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes.option}
      onPointerMove={onPoint}
      onClick={onPerform}
    >
      <span className={classes.label}>{item.label}</span>
      {item.detail ? <span className={classes.detail}>{item.detail}</span> : null}
    </div>
  );
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
