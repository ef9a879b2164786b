'use client';

import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { t } from '../../messages/index.ts';
import { LazyMenu } from '../../ui/LazyMenu.tsx';
import { lazy } from '../../ui/lazy.tsx';
import classes from './experiments.module.css';
import type { ListedExperiment } from './use-experiments.ts';

const ExperimentMenu = lazy(() =>
  import('./ExperimentMenu.tsx').then(({ ExperimentMenu }) => ExperimentMenu),
);
const ExperimentDialog = lazy(() =>
  import('./ExperimentDialog.tsx').then(({ ExperimentDialog }) => ExperimentDialog),
);

/** ExperimentSwitcher is the title of the runs page: the experiment that is shown, and the way to the others. */
export function ExperimentSwitcher({
  current,
  onSwitch,
}: {
  /** Null shows the runs of all experiments. */
  current: string | null;
  onSwitch: (experiment: string | null) => void;
}): ReactNode {
  const [dialog, setDialog] = useState<{ readonly experiment: ListedExperiment | null } | null>(null);
  const shown = current ?? t('experiment.all');
  return (
    <>
      <h1 className={classes.title}>
        <LazyMenu
          label={t('experiment.switch', { experiment: shown })}
          className={classes.switch}
          face={
            <>
              <span className={classes.name}>{shown}</span>
              <IconChevronDown size={18} stroke={1.8} aria-hidden="true" />
            </>
          }
        >
          {(onClose) => (
            <ExperimentMenu current={current} onSwitch={onSwitch} onEdit={setDialog} onClose={onClose} />
          )}
        </LazyMenu>
      </h1>
      {dialog ? (
        <ExperimentDialog experiment={dialog.experiment} onDone={onSwitch} onClose={() => setDialog(null)} />
      ) : null}
    </>
  );
}
