'use client';

import { createId } from '@laten/shared';
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { t } from '../../messages/index.ts';
import { useTRPCClient } from '../../trpc/client.tsx';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { messageOfError } from '../../ui/ErrorState.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useExperiments } from '../experiments/use-experiments.ts';
import { openLaunch } from '../launch/launch-store.ts';
import classes from './runs.module.css';
import { DEFAULT_EXPERIMENT, type RunsView } from './runs-address.ts';
import { WhatAVaeDoes } from './WhatAVaeDoes.tsx';

type EmptyRunsProps =
  | { readonly kind: 'database' }
  | {
      readonly kind: 'experiment' | 'search';
      readonly view: RunsView;
      onShowAll(): void;
      onClearSearch(): void;
    };

/** EmptyRuns stands where no run is to show: what Laten does, or why nothing is here, and what to do next. */
export function EmptyRuns(props: EmptyRunsProps): ReactNode {
  if (props.kind === 'database') return <FirstRun />;
  const { view, onShowAll, onClearSearch } = props;
  if (props.kind === 'search') {
    return (
      <Nothing
        title={t('runs.nothingFound.title', { search: view.search })}
        text={t('runs.nothingFound.text')}
      >
        <Button variant="default" onClick={onClearSearch}>
          {t('runs.search.clear')}
        </Button>
      </Nothing>
    );
  }
  return <EmptyExperiment experiment={view.experiment ?? ''} onShowAll={onShowAll} />;
}

function EmptyExperiment({
  experiment,
  onShowAll,
}: {
  experiment: string;
  onShowAll: () => void;
}): ReactNode {
  const experiments = useExperiments();
  const isGone = experiments?.every(({ name }) => name !== experiment) ?? false;
  const texts = isGone ? 'runs.goneExperiment' : 'runs.emptyExperiment';
  return (
    <Nothing title={t(`${texts}.title`, { experiment })} text={t(`${texts}.text`)}>
      {isGone ? null : <Button onClick={() => openLaunch({ kind: 'new' })}>{t('app.newRun')}</Button>}
      <Button variant="default" onClick={onShowAll}>
        {t('runs.showAll')}
      </Button>
    </Nothing>
  );
}

function Nothing({ title, text, children }: { title: string; text: string; children: ReactNode }): ReactNode {
  return (
    <section className={classes.empty}>
      <h2 className={classes.emptyTitle}>{title}</h2>
      <p>{text}</p>
      <div className={classes.emptyActions}>{children}</div>
    </section>
  );
}

const firstRun = { preset: 'fashion-mnist-conv', experiment: DEFAULT_EXPERIMENT, epochs: 5 } as const;

/** The front page of an empty database. */
function FirstRun(): ReactNode {
  const client = useTRPCClient();
  const router = useRouter();
  const [id] = useState(createId);
  const [isStarting, setStarting] = useState(false);
  const start = async () => {
    setStarting(true);
    const { preset, experiment, epochs } = firstRun;
    try {
      await client.runs.create.mutate({ id, preset, experiment, overrides: { epochs }, tags: [], note: '' });
      router.push(`/runs/${id}`);
    } catch (error) {
      showToast({ message: messageOfError(error), tone: 'error' });
      setStarting(false);
    }
  };
  return (
    <section className={classes.empty}>
      <div className={classes.emptyMark}>
        <Mark />
      </div>
      <h2 className={classes.emptyTitle}>{t('runs.empty.title')}</h2>
      <WhatAVaeDoes />
      <Button size="md" loading={isStarting} onClick={() => void start()}>
        {t('runs.empty.start')}
      </Button>
      <p className={classes.emptyNote}>{t('runs.empty.start.note')}</p>
      <p className={classes.emptyTerminal}>{t('runs.empty.terminal')}</p>
      <CommandLine command={t('runs.empty.command')} />
    </section>
  );
}
