'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { type ReactNode, useMemo, useState } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { ErrorState, messageOfError } from '../../ui/ErrorState.tsx';
import { InlineCode } from '../../ui/InlineCode.tsx';
import { PageSection } from '../../ui/PageSection.tsx';
import { StatusDot } from '../../ui/StatusBadge.tsx';
import { describeCut, describeTries, type FailureGroup, groupFailures } from './prepare-failures.ts';
import classes from './sweep-page.module.css';
import type { TrialFailure } from './sweep-types.ts';

/** So many trials of one cause at first. */
const FIRST_SHOWN = 5;

/** Failures lists the trials that broke down, and why: for good, or so that they had to be tried again. */
export function Failures({ sweepId }: { sweepId: string }): ReactNode {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.sweeps.failures.queryOptions({ id: sweepId }));
  const listed = data?.length ?? 0;
  const count = useQuery({ ...trpc.sweeps.failureCount.queryOptions({ id: sweepId }), enabled: listed > 0 });
  const cut = describeCut(listed, count.data);
  const groups = useMemo(() => groupFailures(data ?? []), [data]);
  return (
    <PageSection id="failures" title={t('sweep.section.failures')}>
      {error && !data ? <ErrorState message={messageOfError(error)} onRetry={() => void refetch()} /> : null}
      {!error && !data ? <p className={classes.nothing}>{t('sweep.failures.loading')}</p> : null}
      {data?.length === 0 ? <p className={classes.nothing}>{t('sweep.failures.none')}</p> : null}
      {cut ? <p className={classes.nothing}>{cut}</p> : null}
      {groups.map((group) => (
        <Group key={group.cause} group={group} />
      ))}
    </PageSection>
  );
}

function Group({ group }: { group: FailureGroup }): ReactNode {
  const [showsAll, setShowsAll] = useState(false);
  const { title, failures } = group;
  const shown = showsAll ? failures : failures.slice(0, FIRST_SHOWN);
  const hidden = failures.length - shown.length;
  return (
    <section className={classes.failures} aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {shown.map((failure) => (
          <Failure key={failure.runId} failure={failure} />
        ))}
      </ul>
      {hidden > 0 ? (
        <Button variant="default" size="compact-sm" onClick={() => setShowsAll(true)}>
          {t('sweep.failures.more', { count: formatCount(hidden) })}
        </Button>
      ) : null}
    </section>
  );
}

function Failure({ failure }: { failure: TrialFailure }): ReactNode {
  const { runId, trial, name, status, reason } = failure;
  const tries = describeTries(failure);
  return (
    <li>
      <span className={classes.failureHead}>
        <Link href={`/runs/${runId}`} prefetch={false}>
          {t('sweep.failures.trial', { trial, name })}
        </Link>
        <StatusDot status={status} label={t(`status.${status}`)} />
        {tries ? <span className={classes.dimmed}>{tries}</span> : null}
      </span>
      <span>
        <InlineCode text={reason ?? t('sweep.failures.noReason')} />
      </span>
    </li>
  );
}
