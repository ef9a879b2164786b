'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import classes from '../../../ui/dialog-body.module.css';
import type { SweepDetail } from '../sweep-types.ts';
import type { SweepActions } from '../use-sweep-actions.ts';
import { judgeGrowth, unitOfGrowth } from './judge-growth.ts';

/** AddTrialsDialog asks how many trials a sweep should have more, and says what becomes of it. */
export function AddTrialsDialog({
  sweep,
  actions,
  onClose,
}: {
  sweep: SweepDetail;
  actions: Pick<SweepActions, 'addTrials'>;
  onClose: () => void;
}): ReactNode {
  const { name, spec } = sweep;
  const unit = unitOfGrowth(spec);
  const [typed, setTyped] = useState(String(unit));
  const growth = judgeGrowth(spec, typed);
  const apply = () => {
    if (growth.problem !== null) return;
    void actions.addTrials(growth.trials);
    onClose();
  };
  const hint =
    spec.method === 'grid'
      ? t('sweep.add.hint.grid', { unit: formatCount(unit) })
      : t('sweep.add.hint.random');
  return (
    <Dialog title={t('sweep.add.title', { name })} onClose={onClose}>
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <TextInput
          label={t('sweep.add.field')}
          description={hint}
          inputMode="numeric"
          value={typed}
          error={growth.problem}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        <p className={classes.hint} role="status">
          {growth.problem === null
            ? t('sweep.add.sum', { before: formatCount(growth.before), after: formatCount(growth.after) })
            : null}
        </p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" disabled={growth.problem !== null}>
            {t('sweep.add.apply')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
