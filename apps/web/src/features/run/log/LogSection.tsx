'use client';

import { ActionIcon, Checkbox, Skeleton, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { formatBytes, formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { ErrorState, messageOfError, StaleNotice } from '../../../ui/ErrorState.tsx';
import { artifactAddress, type RunDetail } from '../prepare-run.ts';
import { Section } from '../Section.tsx';
import { LogView } from './LogView.tsx';
import classes from './log.module.css';
import { MOST_LOG_MATCHES } from './log-text.ts';
import { type LogSearch, useLogSearch } from './use-log-search.ts';
import { useRunLog } from './use-run-log.ts';
import { useWasInView } from './use-was-in-view.ts';

/** What a log of so many bytes takes, about. */
const MOST_PX = 420;
const LINE_PX = 19;
const LINE_BYTES = 125;

/** LogSection shows what a run's processes said: live, searchable, to download. */
export function LogSection({ run }: { run: RunDetail }): ReactNode {
  const artifact = run.artifacts.findLast(({ kind }) => kind === 'log') ?? null;
  const { ref, seen } = useWasInView<HTMLDivElement>();
  const { log, status, error, retry } = useRunLog({
    runId: run.id,
    version: artifact?.sha256 ?? null,
    wanted: seen,
  });
  const search = useLogSearch(log.lines);
  const [wrap, setWrap] = useState(false);
  // Before the log is read, nothing is known of its lines.
  const lines = status === 'ready' ? [writeLines(log.lines.length)] : [];
  return (
    <Section
      id="log"
      aside={
        artifact ? (
          <>
            <span>{[...lines, formatBytes(artifact.sizeBytes)].join(' · ')}</span>
            <a href={artifactAddress(artifact)} download>
              {t('log.download')}
            </a>
          </>
        ) : null
      }
    >
      <div ref={ref}>
        {artifact ? null : <p className={classes.nothing}>{t('log.none')}</p>}
        {artifact && status === 'loading' ? (
          <Skeleton
            height={heightOf(artifact.sizeBytes)}
            radius={8}
            role="status"
            aria-label={t('log.loading')}
          />
        ) : null}
        {status === 'error' && log.lines.length === 0 ? (
          <ErrorState message={messageOfError(error)} onRetry={retry} />
        ) : null}
        {status === 'error' && log.lines.length > 0 ? <StaleNotice message={messageOfError(error)} /> : null}
        {log.lines.length > 0 ? (
          <>
            <div className={classes.bar}>
              <SearchField search={search} />
              <Checkbox
                size="xs"
                label={t('log.wrap')}
                checked={wrap}
                onChange={(event) => setWrap(event.currentTarget.checked)}
              />
            </div>
            <LogView lines={log.lines} matches={search.matches} current={search.current} wrap={wrap} />
          </>
        ) : null}
      </div>
    </Section>
  );
}

function heightOf(sizeBytes: number): number {
  return Math.min(MOST_PX, 60 + (sizeBytes / LINE_BYTES) * LINE_PX);
}

function writeLines(count: number): string {
  return count === 1 ? t('log.lines.one') : t('log.lines.other', { count: formatCount(count) });
}

function SearchField({ search }: { search: LogSearch }): ReactNode {
  const moveOnEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter') search.move(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') search.setText('');
  };
  return (
    <search className={classes.search}>
      <TextInput
        size="xs"
        type="search"
        className={classes.searchInput}
        aria-label={t('log.search')}
        placeholder={t('log.search')}
        value={search.text}
        onChange={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={moveOnEnter}
      />
      <MoveButton label={t('log.search.previous')} search={search} places={-1}>
        <IconChevronUp size={16} />
      </MoveButton>
      <MoveButton label={t('log.search.next')} search={search} places={1}>
        <IconChevronDown size={16} />
      </MoveButton>
      <output className={classes.count}>{search.text === '' ? '' : writeCount(search)}</output>
    </search>
  );
}

function MoveButton({
  label,
  search,
  places,
  children,
}: {
  label: string;
  search: LogSearch;
  places: number;
  children: ReactNode;
}): ReactNode {
  return (
    <ActionIcon
      variant="default"
      size="md"
      aria-label={label}
      title={label}
      disabled={search.matches.length === 0}
      onClick={() => search.move(places)}
    >
      {children}
    </ActionIcon>
  );
}

function writeCount({ matches, at }: LogSearch): string {
  if (matches.length === 0) return t('log.search.none');
  const counts = { at: formatCount(at + 1), count: formatCount(matches.length) };
  return matches.length < MOST_LOG_MATCHES ? t('log.search.count', counts) : t('log.search.many', counts);
}
