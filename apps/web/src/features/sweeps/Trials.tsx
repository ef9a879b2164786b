'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { t } from '../../messages/index.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../ui/ErrorState.tsx';
import { PageSection } from '../../ui/PageSection.tsx';
import { RunsListing } from '../runs/RunsListing.tsx';
import { RunsSkeleton } from '../runs/RunsSkeleton.tsx';
import type { RunsView } from '../runs/runs-address.ts';
import { useRunsList } from '../runs/use-runs-list.ts';
import { useTrialsView } from '../runs/use-runs-view.ts';
import classes from './sweep-page.module.css';
import type { SweepDetail } from './sweep-types.ts';

/** Trials is the table of runs with the trials of a sweep alone. */
export function Trials({
  sweep,
  rememberedColumns,
}: {
  sweep: Pick<SweepDetail, 'id' | 'metric' | 'goal' | 'best'>;
  rememberedColumns: string | null;
}): ReactNode {
  const { id, metric, goal, best } = sweep;
  const [view, changeView] = useTrialsView(useMemo(() => ({ id, metric, goal }), [id, metric, goal]));
  const list = useRunsList(view);
  const { runs, error } = list;
  return (
    <PageSection id="trials" title={t('sweep.section.trials')}>
      {runs && error ? <StaleNotice message={messageOfError(error)} /> : null}
      {runs ? (
        <div className={classes.trials}>
          <RunsListing
            view={view}
            list={list}
            runs={runs}
            rememberedColumns={rememberedColumns}
            bestId={best?.runId ?? null}
            empty={<NoTrials view={view} onClear={() => changeView({ search: '' })} />}
            onChange={changeView}
          />
        </div>
      ) : null}
      {!runs && error ? <ErrorState message={messageOfError(error)} onRetry={list.reload} /> : null}
      {!runs && !error ? <RunsSkeleton /> : null}
    </PageSection>
  );
}

function NoTrials({ view, onClear }: { view: RunsView; onClear: () => void }): ReactNode {
  if (!view.search) return <p className={classes.nothing}>{t('sweep.trials.empty')}</p>;
  return (
    <p className={classes.nothing}>
      {t('sweep.trials.found.none', { search: view.search })}{' '}
      <Button variant="default" size="compact-sm" onClick={onClear}>
        {t('sweep.trials.clear')}
      </Button>
    </p>
  );
}
