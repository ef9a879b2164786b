'use client';

import type { ReactNode } from 'react';
import { formatCount, formatDuration } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { InlineCode } from '../../../ui/InlineCode.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { describeStatus } from '../../runs/describe-status.ts';
import { shareDone } from '../../runs/prepare-run-row.ts';
import { useWorkers } from '../../runs/use-workers.ts';
import { newestProgress, type RunDetail } from '../prepare-run.ts';
import classes from './head.module.css';
import { useTimeLeft } from './use-time-left.ts';

/** RunState says how a run stands: how far it is, what it waits for, or why it ended as it did. */
export function RunState({ run }: { run: RunDetail }): ReactNode {
  const workers = useWorkers(run.status === 'QUEUED');
  const { label, detail } = describeStatus(run, workers);
  return (
    <>
      {run.status === 'RUNNING' ? <Progress run={run} /> : null}
      {detail ? (
        <p className={classes.reason} data-status={run.status}>
          <strong>{label}.</strong> <InlineCode text={detail} />
        </p>
      ) : null}
    </>
  );
}

function Progress({ run }: { run: RunDetail }): ReactNode {
  const { name, imagesPerSecond } = run;
  const progress = newestProgress(run);
  const leftMs = useTimeLeft(run);
  const percent = Math.floor(shareDone(progress) * 100);
  if (progress.step === 0) return <p className={classes.progressLine}>{t('run.progress.starting')}</p>;
  const line = t('run.progress.line', {
    epoch: formatCount(Math.min(progress.epoch + 1, progress.totalEpochs)),
    total: formatCount(progress.totalEpochs),
    percent,
  });
  return (
    <div className={classes.progress}>
      <ProgressBar share={shareDone(progress)} label={t('runs.progress', { name, percent })} />
      <p className={classes.progressLine}>
        <strong>{line}</strong>
        {leftMs === null ? null : <span>{t('run.progress.left', { duration: formatDuration(leftMs) })}</span>}
        {imagesPerSecond === null ? null : (
          <span>{t('run.progress.speed', { count: formatCount(imagesPerSecond) })}</span>
        )}
      </p>
    </div>
  );
}
