'use client';

import { limits } from '@laten/shared';
import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import classes from '../../../ui/dialog-body.module.css';
import type { SweepDetail } from '../sweep-types.ts';
import type { SweepActions } from '../use-sweep-actions.ts';

const { min, max } = limits.sweepPriority;

/** PriorityDialog sets before which other sweeps the trials of this one are taken. */
export function PriorityDialog({
  sweep,
  actions,
  onClose,
}: {
  sweep: SweepDetail;
  actions: Pick<SweepActions, 'setPriority'>;
  onClose: () => void;
}): ReactNode {
  const [typed, setTyped] = useState(String(sweep.priority));
  const priority = /^[-+]?\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  const isValid = priority >= min && priority <= max;
  const apply = () => {
    if (!isValid) return;
    void actions.setPriority(priority);
    onClose();
  };
  return (
    <Dialog title={t('sweep.priority.title', { name: sweep.name })} onClose={onClose}>
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <TextInput
          label={t('sweep.priority.field', { min, max })}
          description={t('sweep.priority.hint')}
          value={typed}
          error={isValid ? null : t('sweep.priority.whole', { min, max })}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" disabled={!isValid}>
            {t('sweep.priority.apply')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
