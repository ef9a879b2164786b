'use client';

import { limits } from '@laten/shared';
import { Button, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from '../../ui/dialog-body.module.css';
import { messageOfError } from '../../ui/ErrorState.tsx';

/** ExperimentDialog makes an experiment, or gives one another name. */
export function ExperimentDialog({
  experiment,
  onDone,
  onClose,
}: {
  /** The one to rename; null makes a new one. */
  experiment: { readonly id: string; readonly name: string } | null;
  onDone: (name: string) => void;
  onClose: () => void;
}): ReactNode {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [text, setText] = useState(experiment?.name ?? '');
  const [issue, setIssue] = useState<string | null>(null);
  const name = text.trim();
  const apply = async () => {
    try {
      if (experiment) await client.experiments.rename.mutate({ id: experiment.id, name });
      else await client.experiments.create.mutate({ name });
      await queryClient.invalidateQueries(trpc.experiments.pathFilter());
      onDone(name);
      onClose();
    } catch (error) {
      setIssue(messageOfError(error));
    }
  };
  return (
    <Dialog
      title={experiment ? t('experiment.rename.title') : t('experiment.create.title')}
      onClose={onClose}
    >
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (name) void apply();
        }}
      >
        <TextInput
          label={t('experiment.name')}
          description={experiment ? undefined : t('experiment.create.hint')}
          value={text}
          error={issue}
          maxLength={limits.experimentNameLength}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setIssue(null);
          }}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" disabled={!name}>
            {experiment ? t('experiment.rename.apply') : t('experiment.create.apply')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
