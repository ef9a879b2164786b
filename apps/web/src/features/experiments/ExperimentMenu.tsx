'use client';

import { Menu } from '@mantine/core';
import { IconCheck, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { MenuAnchor } from '../../ui/LazyMenu.tsx';
import { showToast } from '../../ui/toast-store.ts';
import classes from './experiments.module.css';
import { type ListedExperiment, useExperiments } from './use-experiments.ts';

/** ExperimentMenu lists the experiments, and what can be done with the one that is shown. */
export function ExperimentMenu({
  current,
  onSwitch,
  onEdit,
  onClose,
}: {
  current: string | null;
  onSwitch: (experiment: string | null) => void;
  onEdit: (dialog: { readonly experiment: ListedExperiment | null }) => void;
  onClose: () => void;
}): ReactNode {
  const experiments = useExperiments() ?? [];
  const removeExperiment = useExperimentRemoval(() => onSwitch(null));
  const shown = experiments.find(({ name }) => name === current);
  return (
    <Menu
      opened
      withInitialFocusPlaceholder={false}
      onChange={onClose}
      position="bottom-start"
      width={320}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <MenuAnchor label={t('experiment.switch', { experiment: current ?? t('experiment.all') })} />
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Item
          leftSection={<Chosen chosen={current === null} />}
          rightSection={<Counts experiments={experiments} />}
          onClick={() => onSwitch(null)}
        >
          {t('experiment.all')}
        </Menu.Item>
        {experiments.map((experiment) => (
          <Menu.Item
            key={experiment.id}
            leftSection={<Chosen chosen={experiment.name === current} />}
            rightSection={<Counts experiments={[experiment]} />}
            onClick={() => onSwitch(experiment.name)}
          >
            <span className={classes.itemName}>{experiment.name}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => onEdit({ experiment: null })}>
          {t('experiment.create')}
        </Menu.Item>
        {shown ? (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEdit({ experiment: shown })}>
              {t('experiment.rename', { experiment: shown.name })}
            </Menu.Item>
            {shown.name === 'default' ? null : (
              <Menu.Item
                leftSection={<IconTrash size={16} />}
                disabled={shown.runs > 0}
                title={shown.runs > 0 ? t('experiment.delete.notEmpty') : undefined}
                onClick={() => void removeExperiment(shown)}
              >
                {t('experiment.delete', { experiment: shown.name })}
              </Menu.Item>
            )}
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function useExperimentRemoval(onRemoved: () => void): (experiment: ListedExperiment) => Promise<void> {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async ({ id, name }) => {
    try {
      await client.experiments.delete.mutate({ id });
      await queryClient.invalidateQueries(trpc.experiments.pathFilter());
      onRemoved();
      showToast({ message: t('experiment.deleted', { experiment: name }) });
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
    }
  };
}

function Chosen({ chosen }: { chosen: boolean }): ReactNode {
  return <IconCheck size={16} aria-hidden="true" style={{ visibility: chosen ? 'visible' : 'hidden' }} />;
}

function Counts({ experiments }: { experiments: readonly ListedExperiment[] }): ReactNode {
  const runs = experiments.reduce((sum, experiment) => sum + experiment.runs, 0);
  const running = experiments.reduce((sum, experiment) => sum + experiment.running, 0);
  const counted =
    runs === 1 ? t('experiment.runs.one') : t('experiment.runs.other', { count: formatCount(runs) });
  return (
    <span className={classes.counts}>
      {running > 0 ? (
        <span className={classes.running}>{t('experiment.running', { count: formatCount(running) })}</span>
      ) : null}
      {counted}
    </span>
  );
}
